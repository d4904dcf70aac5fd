import { createStore, useStore } from '../store';
import { emptyDesk, type DeskState } from './state';

export const desk = createStore<DeskState>(emptyDesk);

export const useDesk = <T>(select: (state: DeskState) => T): T => useStore(desk, select);
