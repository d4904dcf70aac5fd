import { expect, test } from 'vitest';
import { contentKinds, contentOf, fieldsOf } from './form';

test('nothing is sent while something is missing', () => {
  for (const kind of contentKinds) expect(contentOf(kind, {}), kind).toBeNull();
  expect(contentOf('place', { latitude: '31.2', longitude: 'east' })).toBeNull();
  expect(contentOf('page', { url: 'javascript:alert(1)' })).toBeNull();
});

test('a page without a title is called by its address', () => {
  expect(contentOf('page', { url: ' https://shop.example/a ' })).toEqual({
    type: 'page',
    link: { title: 'https://shop.example/a', url: 'https://shop.example/a', description: null },
  });
});

test('each line is a choice, and more than ten are none', () => {
  const content = contentOf('choices', { question: 'Which?', options: 'red\n\n blue \n' });
  expect(content).toEqual({
    type: 'choices',
    body: 'Which?',
    options: [
      { id: 'c1', title: 'red' },
      { id: 'c2', title: 'blue' },
    ],
  });
  const many = contentOf('choices', { question: 'Which?', options: Array.from({ length: 12 }, (_, n) => `o${n}`).join('\n') });
  expect(many?.type === 'choices' && many.options.length).toBe(10);
});

test('an order that was looked up keeps its lines, and what was typed over it counts', () => {
  const order = { id: 'A1', total: '10.00', currency: 'CNY', status: 'paid', lines: [{ title: 'Coat', quantity: 1 }] };
  const fields = { ...fieldsOf({ type: 'orderCard', order }), status: 'sent' };
  expect(contentOf('orderCard', fields, order)).toEqual({ type: 'orderCard', order: { ...order, status: 'sent' }, link: null });
});

test('a page of a mini program has a title, its program and its path', () => {
  expect(contentOf('miniProgram', { cardTitle: 'Order', path: 'pages/order' })).toBeNull();
  expect(contentOf('miniProgram', { cardTitle: 'Order', appId: 'wx1', path: 'pages/order' })).toEqual({
    type: 'miniProgram',
    card: { title: 'Order', appId: 'wx1', path: 'pages/order' },
  });
  expect(contentOf('miniProgram', { cardTitle: 'Order', appId: 'wx1' })).toBeNull();
});
