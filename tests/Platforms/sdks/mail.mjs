import MailComposer from 'nodemailer/lib/mail-composer/index.js';

/** A whole mail as it travels, in base64. */
export const compose = async (mail) => (await new MailComposer(mail).compile().build()).toString('base64');
