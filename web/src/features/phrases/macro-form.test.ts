import { expect, test } from 'vitest';
import { canAdd, canSave, kinds, newAction } from './macro-form';

test('each kind of action stands once, and nothing after what lets the conversation go', () => {
  expect(kinds.filter((kind) => canAdd([newAction('reply')], kind))).not.toContain('reply');
  expect(kinds.filter((kind) => canAdd([newAction('reply'), newAction('close')], kind))).toEqual([]);
});

test('a macro is saved when each of its actions says what it does', () => {
  const begun = { id: 'm', shortcut: 'done', title: '', isShared: false };
  expect(canSave({ ...begun, actions: [] })).toBe(false);
  expect(canSave({ ...begun, actions: [newAction('reply')] })).toBe(false);
  expect(canSave({ ...begun, actions: [newAction('close')] })).toBe(true);
  expect(canSave({ ...begun, shortcut: 'two words', actions: [newAction('close')] })).toBe(false);
});
