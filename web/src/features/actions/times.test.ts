import { expect, test } from 'vitest';
import { inZone, isZone, localInput, presets, presetTime, readLocalInput } from './times';

const noonOnTuesday = new Date(2026, 10, 24, 12, 30).getTime();
const said = (date: Date) => localInput(date);

test('presets are times of the agent’s wall clock', () => {
  expect(said(presetTime('hour', noonOnTuesday))).toBe('2026-11-24T13:30');
  expect(said(presetTime('evening', noonOnTuesday))).toBe('2026-11-24T18:00');
  expect(said(presetTime('tomorrow', noonOnTuesday))).toBe('2026-11-25T09:00');
  expect(said(presetTime('monday', noonOnTuesday))).toBe('2026-11-30T09:00');
});

test('Monday said on a Monday is the next one', () => {
  expect(said(presetTime('monday', new Date(2026, 10, 30, 8).getTime()))).toBe('2026-12-07T09:00');
});

test('this evening is no choice once it is evening', () => {
  expect(presets(new Date(2026, 10, 24, 18, 0).getTime())).toEqual(['hour', 'tomorrow', 'monday']);
});

test('an incomplete time is none', () => {
  expect(readLocalInput('')).toBeNull();
  expect(readLocalInput('2026-11-24T')).toBeNull();
});

test('a time in the customer’s zone is the moment it means there', () => {
  expect(inZone('2026-11-24T10:00', 'Asia/Shanghai')?.toISOString()).toBe('2026-11-24T02:00:00.000Z');
  expect(inZone('2026-11-24T10:00', 'America/New_York')?.toISOString()).toBe('2026-11-24T15:00:00.000Z');
});

test('the offset is the one of that day, summer time counted in', () => {
  expect(inZone('2026-07-01T10:00', 'Europe/Berlin')?.toISOString()).toBe('2026-07-01T08:00:00.000Z');
  expect(inZone('2026-10-25T12:00', 'Europe/Berlin')?.toISOString()).toBe('2026-10-25T11:00:00.000Z');
});

test('a zone is one that the browser knows', () => {
  expect(isZone('Asia/Shanghai')).toBe(true);
  expect(isZone('Mars/Olympus')).toBe(false);
  expect(isZone('')).toBe(false);
});
