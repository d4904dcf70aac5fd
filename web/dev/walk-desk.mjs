import assert from 'node:assert/strict';

const soonMs = 2_000;

/** What an agent does, step by step; each step starts where the one before ended. */
export const deskSteps = ({ page, base, lever, picture }) => {
  const thread = page.locator('.thread');
  const reply = page.locator('#reply');
  const entry = (id) => page.locator(`[data-conversation="${id}"]`);
  const shown = (text) => page.getByText(text).first().waitFor({ timeout: soonMs });

  return {
    'a wrong password is refused in words': async () => {
      await page.request.delete(`${base}/api/session`);
      await page.goto(`${base}/desk/`);
      await page.fill('[name=tenant]', 'demo');
      await page.fill('[name=name]', 'li');
      await page.fill('[name=password]', 'wrong');
      await page.keyboard.press('Enter');
      await page.getByRole('alert').waitFor();
      await picture('sign-in');
    },
    'the right one opens the lists': async () => {
      await page.fill('[name=password]', 'demo');
      await page.keyboard.press('Enter');
      await entry('c-000001').waitFor();
      await page.locator('.live-connected').waitFor();
      await picture('lists');
    },
    'an offer comes, Alt+A accepts it and the reply field is focused': async () => {
      const { id } = await (await lever('fake/offer')).json();
      await entry(id).waitFor({ timeout: soonMs });
      await picture('offer');
      for (let offers = await page.locator('.entry-offered').count(); offers > 0; offers--) {
        await page.keyboard.press('Alt+KeyA');
        await page.waitForFunction((left) => document.querySelectorAll('.entry-offered').length < left, offers);
      }
      await page.waitForFunction(() => document.activeElement?.id === 'reply');
    },
    'an answer appears at once and becomes delivered': async () => {
      await entry('c-000001').click();
      await thread.locator('.bubble').first().waitFor();
      await reply.fill('hello there');
      const ms = await page.evaluate(enterToBubbleMs);
      assert.ok(ms < 50, `own bubble after ${ms} ms`);
      await thread.locator('.bubble', { hasText: 'hello there' }).locator('.delivery-delivered').waitFor({ timeout: soonMs });
      assert.equal(await thread.getByText('hello there').count(), 1);
    },
    'the Enter that picks a candidate does not send': async () => {
      await reply.fill('nihao');
      await reply.dispatchEvent('keydown', { key: 'Enter', isComposing: true, keyCode: 229 });
      assert.equal(await reply.inputValue(), 'nihao');
    },
    'a refused answer names who holds the conversation and can be sent again': async () => {
      await reply.fill('/refuse');
      await page.keyboard.press('Enter');
      await shown(/Wang Fang \(demo\)/);
      await thread.locator('.bubble-failed button').first().waitFor();
      await picture('refused');
    },
    'a draft stays with its conversation over a reload': async () => {
      await reply.fill('half a thought');
      await entry('c-000002').click();
      await page.waitForFunction(() => document.querySelector('#reply')?.value === '');
      await page.reload();
      await entry('c-000001').click();
      await page.waitForFunction(() => document.querySelector('#reply')?.value === 'half a thought');
    },
    'what a customer sends is only text': async () => {
      await page.locator('.live-connected').waitFor();
      await lever('fake/say/c-000001', { text: '<img src=x onerror=alert(1)>' });
      await thread.getByText('<img src=x onerror=alert(1)>').first().waitFor({ timeout: soonMs });
      assert.equal(await thread.locator('img').count(), 0);
      assert.equal(await thread.locator('a[href^="javascript"]').count(), 0);
    },
    'a lost connection is told, and what was missed comes': async () => {
      await lever('fake/cut');
      await page.locator('.live-reconnecting').waitFor({ timeout: soonMs });
      await lever('fake/say/c-000001', { text: 'said meanwhile' });
      await page.locator('.live-connected').waitFor();
      await thread.getByText('said meanwhile').first().waitFor({ timeout: soonMs });
    },
    'without a network the desk says so, and comes back alone': async () => {
      await page.context().setOffline(true);
      await page.locator('.live-offline').waitFor({ timeout: soonMs });
      await picture('offline');
      await page.context().setOffline(false);
      await page.locator('.live-connected').waitFor();
    },
    'a long conversation is read up to its beginning': async () => {
      await entry('c-000014').click();
      await thread.locator('.bubble').first().waitFor();
      await page.waitForFunction(() => {
        document.querySelector('.thread').scrollTop = 0;
        return document.querySelectorAll('.thread .bubble').length > 600;
      });
      await picture('long');
    },
    'Alt and the arrows step through the list, ? shows the keys': async () => {
      const before = await page.evaluate(() => location.hash);
      await page.keyboard.press('Alt+ArrowDown');
      await page.waitForFunction((hash) => location.hash !== hash, before);
      await page.keyboard.press('Alt+ArrowUp');
      await page.waitForFunction((hash) => location.hash === hash, before);
      await page.evaluate(() => document.activeElement?.blur());
      await page.keyboard.press('?');
      await page.getByRole('dialog').waitFor();
      await picture('keys');
      await page.keyboard.press('Escape');
    },
    'the queue shows who waits longest, breached ones marked': async () => {
      await page.keyboard.press('Alt+Digit2');
      await page.locator('.sla-breached').first().waitFor();
      await picture('queue');
      await page.keyboard.press('Alt+Digit1');
    },
    'Alt+X asks for the reason, and closing leads to the wrap-up': async () => {
      await entry('c-000003').click();
      await page.keyboard.press('Alt+KeyX');
      await picture('close');
      await page.locator('dialog[open] button[type=submit]').click();
      await page.locator('.wrap-up').waitFor({ timeout: soonMs });
      await page.locator('.wrap-up button').click();
      await page.locator('.wrap-up').getByRole('alert').waitFor({ timeout: soonMs });
      await picture('wrap-up');
      await page.locator('.wrap-up select').last().selectOption('refund');
      await page.locator('.wrap-up button').click();
      await page.locator('.phase-closed').waitFor({ timeout: soonMs });
      await entry('c-000003').waitFor({ state: 'detached' });
    },
    'system records in a row are folded, notes look unlike replies': async () => {
      await entry('c-000025').click();
      await thread.locator('.bubble-note').first().waitFor();
      const lines = await thread.locator('.event').count();
      await thread.locator('.fold').first().click();
      assert.ok((await thread.locator('.event').count()) > lines);
      await picture('notes');
    },
    'a colleague is called in a note by typing': async () => {
      await page.keyboard.press('Alt+KeyN');
      await reply.pressSequentially('@wa');
      await page.locator('.mentions').waitFor();
      await picture('mention');
      await page.keyboard.press('Enter');
      assert.equal(await reply.inputValue(), '@Wang Fang (demo) ');
      await page.keyboard.press('Enter');
      await thread.locator('.bubble-note', { hasText: '@Wang Fang (demo)' }).last().waitFor({ timeout: soonMs });
    },
    'a draft of a note is none of a reply': async () => {
      await reply.fill('among us');
      await page.keyboard.press('Alt+KeyR');
      await page.waitForFunction(() => document.querySelector('#reply')?.value === '');
      await page.keyboard.press('Alt+KeyN');
      await page.waitForFunction(() => document.querySelector('#reply')?.value === 'among us');
      await reply.fill('');
      await page.keyboard.press('Alt+KeyR');
    },
    'a refused transfer says why in its window and keeps what was filled in': async () => {
      await page.keyboard.press('Alt+KeyT');
      await page.locator('dialog[open] .choice').first().click();
      await page.fill('dialog[open] [name=reason]', '/limit');
      await page.keyboard.press('Enter');
      await page.locator('dialog[open]').getByRole('alert').waitFor({ timeout: soonMs });
      await picture('transfer-refused');
      assert.equal(await page.inputValue('dialog[open] [name=reason]'), '/limit');
      await page.keyboard.press('Escape');
    },
    'the command bar opens by Ctrl+K, straight after another window too': async () => {
      await page.keyboard.press('Alt+KeyZ');
      await page.locator('dialog[open] .choice').first().waitFor();
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+KeyK');
      await page.locator('.command-bar').waitFor();
      await picture('command-bar');
      await page.keyboard.press('Escape');
      await page.locator('.command-bar').waitFor({ state: 'detached' });
    },
    'why it was assigned is shown with all candidates, and evaluated again': async () => {
      await page.keyboard.press('Alt+KeyY');
      await page.locator('.why table').waitFor();
      await page.locator('.evaluate button').click();
      await page.locator('.evaluate [role=status]').waitFor({ timeout: soonMs });
      await picture('why');
      await page.keyboard.press('Escape');
    },
    'timeouts come as one pop-up that leads to the longest waiting': async () => {
      await page.locator('.popup-late').waitFor();
      assert.equal(await page.locator('.popup-late').count(), 1);
      await page.locator('.popup-late .primary').click();
      await page.locator('.popup-late').waitFor({ state: 'detached' });
      await page.locator('.conversation-head .sla-breached').waitFor();
    },
    'the board shows how each queue stands': async () => {
      await page.locator('.page-links button').nth(1).click();
      await page.locator('.page table').waitFor();
      await picture('board');
    },
    'a supervisor changes the policy: faults lead to their lines': async () => {
      await page.request.delete(`${base}/api/session`);
      await page.request.post(`${base}/api/session`, { data: { tenant: 'demo', name: 'chen', password: 'demo' } });
      await page.goto(`${base}/desk/#/policies`);
      await page.reload();
      const editor = page.locator('.editor textarea');
      await editor.waitFor();
      await editor.fill((await editor.inputValue()).replace('maxTransfers', 'maxTransfer'));
      await page.locator('.page-head button').first().click();
      await page.locator('.faults button').click();
      assert.match(
        await page.evaluate(() => document.activeElement.value.slice(document.activeElement.selectionStart)),
        /^maxTransfer/,
      );
      await picture('policies');
      await page.request.post(`${base}/api/session`, { data: { tenant: 'demo', name: 'li', password: 'demo' } });
    },
  };
};

function enterToBubbleMs() {
  const bubbles = () => document.querySelectorAll('.bubble').length;
  const before = bubbles();
  return new Promise((resolve) => {
    const started = performance.now();
    const observer = new MutationObserver(() => bubbles() > before && resolve(performance.now() - started));
    observer.observe(document.querySelector('.thread'), { childList: true, subtree: true });
    document
      .querySelector('#reply')
      .dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
  });
}
