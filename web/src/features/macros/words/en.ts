import type { MacroWords } from './zh';

export const en: MacroWords = {
  hint: 'Done in this order once you confirm. The first step that is refused ends it; what follows is not tried.',
  run: 'Run',
  running: 'Running…',
  goOn: 'Go on from here',
  reply: 'Reply',
  addLabels: (labels) => `Add labels: ${labels}`,
  removeLabels: (labels) => `Remove labels: ${labels}`,
  priority: (points) => `Set the priority to ${points}`,
  snooze: (time) => `Snooze for ${time}`,
  snoozeOpen: 'Snooze until the customer writes',
  transfer: (queue) => `Transfer to the queue “${queue}”`,
  close: (reason) => `Close · ${reason}`,
  done: 'done',
  refused: 'refused',
  notTried: 'not tried',
  partly: (done, of) => `${done} of ${of} steps are done. What follows was not tried.`,
  noneDone: 'No step is done. What follows was not tried.',
  gone: 'This conversation is no longer here.',
  faults: {
    phraseGone: 'The phrase has been removed.',
    mayNotReply: 'You cannot reply to the customer here now.',
    tooLong: 'The phrase is longer than the channel takes.',
    notNow: 'This cannot be done now.',
  },
};
