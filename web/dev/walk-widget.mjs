import assert from 'node:assert/strict';

/** What a visitor does. */
export const widgetSteps = ({ page, base, lever, picture }) => {
  const log = page.getByRole('log');
  const field = page.locator('textarea');
  const write = async (text) => {
    await field.fill(text);
    await page.keyboard.press('Enter');
  };

  return {
    'an address without a shop says so': async () => {
      await page.goto(`${base}/widget/`);
      await page.getByRole('alert').waitFor();
    },
    'a message is taken and somebody answers the door': async () => {
      await page.goto(`${base}/widget/?tenant=demo&account=site`);
      await field.waitFor();
      await picture('empty');
      await write('Do you ship abroad?');
      await log.getByText('Do you ship abroad?').waitFor();
      await page.getByRole('status').filter({ hasText: 'Li Na (demo)' }).waitFor();
      assert.equal(await log.getByText('Do you ship abroad?').count(), 1);
      await picture('served');
    },
    'a message that fails is marked and kept over a reload, then sent once': async () => {
      await page.route('**/webhooks/**', (route) => route.abort());
      await write('Are you there?');
      await log.getByRole('alert').waitFor();
      await picture('failed');
      await page.unroute('**/webhooks/**');
      await page.reload();
      await log.getByText('Are you there?').waitFor();
      await page.waitForFunction(() => document.querySelectorAll('.chat-trouble').length === 0);
      assert.equal(await log.locator('.says').count(), 2);
    },
    'without a socket an answer still comes, by looking every five seconds': async () => {
      await page.route('**/negotiate**', (route) => route.abort());
      await page.reload();
      await log.getByText('Are you there?').waitFor();
      const { items } = await (await page.request.get(`${base}/api/conversations?view=mine`)).json();
      await lever(`conversations/${items.at(-1).id}/replies`, { messageId: 'answer', text: 'Yes, we do.' });
      await log.getByText('Yes, we do.').waitFor({ timeout: 7_000 });
    },
    'who waits sees their place and the ways out, and leaves': async () => {
      await page.unroute('**/negotiate**');
      await page.evaluate(() => localStorage.clear());
      await page.reload();
      await write('/wait is anybody there?');
      await log.getByText('/wait is anybody there?').waitFor();
      await lever('fake/visitor', {
        extra: { position: 3, estimateSeconds: 130, whyNobody: 'allAtCapacity', canAskCallback: true },
        announce: 'Please hold on.',
      });
      await page.locator('.doors-row button').nth(2).waitFor();
      await page.locator('.machine').waitFor();
      await picture('queue');
      await page.locator('.doors-row button').nth(1).click();
      await picture('callback');
      await page.locator('.doors-form button[type=submit]').click();
      await page.locator('.doors-form').waitFor({ state: 'detached' });
    },
    'at the end they rate': async () => {
      await lever('fake/visitor', {
        extra: { rating: { steps: 5, solved: true, tags: ['quick', 'kind'] } },
        change: { phase: 'closed' },
      });
      await page.locator('.rating-score').nth(4).click();
      await page.getByRole('button', { name: 'quick' }).click();
      await picture('rating');
      await page.locator('.rating button[type=submit]').click();
      await page.locator('.chat-thanks').waitFor();
      await page.locator('.rating').waitFor({ state: 'detached' });
    },
  };
};
