import { createTransport } from 'nodemailer'

/** A way to send mails; each goes to one person, who learns of no other. */
export interface Mailer {
  send(mail: { readonly to: string; readonly subject: string; readonly text: string }): Promise<void>
  close(): void
}

/** Over the SMTP server of an address like `smtps://user:password@mail.example:465`. Throws when it takes no mail. */
export function openMailer(address: string, from: string): Mailer {
  const transport = createTransport(address)
  return {
    async send(mail) {
      await transport.sendMail({ from, ...mail, headers: { 'auto-submitted': 'auto-generated' } })
    },
    close: () => transport.close(),
  }
}
