import { and, eq, inArray, isNotNull, isNull, or, sql } from 'drizzle-orm'
import { isToldOf } from '#shared/alerts/protocol'
import type { Context } from '../context'
import { alert, appUser, userGrant } from '../store/schema'
import type { Mailer } from './mail'

type Row = typeof alert.$inferSelect
/** A mail as far as it is about what happened. */
interface Letter {
  readonly to: ReadonlySet<string>
  readonly subject: string
  readonly lines: readonly string[]
}

/** Mails whoever the alert is for. What it says is where to look: ids and a link, and nothing of a participant. */
export async function tell(context: Context, mailer: Mailer | undefined, id: string): Promise<void> {
  if (!mailer) return
  const [one] = await context.store.db
    .select()
    .from(alert)
    .where(and(eq(alert.id, id), isNull(alert.acknowledgedAt)))
  const letter = one && (await letterOf(context, one))
  if (!letter) return
  const escalated = one.escalatedAt !== null
  const mail = {
    subject: `Tracer: ${escalated ? 'not acknowledged: ' : ''}${letter.subject}`,
    text: [
      ...(escalated
        ? ['Nobody has acknowledged this alert in time. / Personne n’a pris connaissance de cette alerte à temps.']
        : []),
      ...letter.lines,
      minute(one.raisedAt),
      'Acknowledge it in Tracer, under Alerts. / Confirmez-en la réception dans Tracer, sous Alertes.',
      '',
    ].join('\n\n'),
  }
  for (const email of letter.to) await mailer.send({ to: email, ...mail })
}

const letterOf = (context: Context, one: Row): Promise<Letter | undefined> => {
  switch (one.kind) {
    case 'serious-adverse-event':
      return ofSite(context, one, {
        subject: 'serious adverse event',
        line: 'A serious adverse event was reported. / Un événement indésirable grave a été signalé.',
      })
    case 'unblinding':
      return ofSite(context, one, {
        subject: 'blind broken',
        line: 'The blind of a participant was broken. / L’aveugle d’un participant a été levé.',
      })
    case 'lockout':
      return lockout(context, one)
  }
}

const minute = (at: Date): string => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`

async function ofSite(
  { store, now, publicAddress }: Context,
  one: Row,
  says: { readonly subject: string; readonly line: string },
): Promise<Letter | undefined> {
  const { studyId, siteId, subject, form } = one
  if (studyId === null || siteId === null || subject === null) return undefined
  const at = now().toISOString()
  const people = await store.db
    .select({ email: appUser.email, role: userGrant.role })
    .from(userGrant)
    .innerJoin(appUser, eq(appUser.id, userGrant.userId))
    .where(
      and(
        ...[eq(userGrant.studyId, studyId), inArray(userGrant.siteId, [siteId, '*'])],
        ...[isNotNull(appUser.email), isNull(appUser.disabledAt)],
        sql`${userGrant.fromAt} <= ${at}`,
        or(isNull(userGrant.untilAt), sql`${userGrant.untilAt} > ${at}`),
      ),
    )
  const escalated = one.escalatedAt !== null
  const where = `${studyId}, ${siteId}`
  return {
    to: new Set(people.flatMap(({ email, role }) => (email !== null && isToldOf(role, escalated) ? email : []))),
    subject: `${says.subject}, ${where}`,
    lines: [
      ...(escalated ? [] : [says.line]),
      where,
      `${publicAddress ?? ''}/#/${studyId}/${siteId}/participants/${subject}${form === null ? '' : `/form/${encodeURIComponent(form)}`}`,
    ],
  }
}

async function lockout({ store, publicAddress }: Context, one: Row): Promise<Letter | undefined> {
  const { aboutUser, lockedAt } = one
  if (aboutUser === null || lockedAt === null) return undefined
  const [about] = await store.db.select().from(appUser).where(eq(appUser.id, aboutUser))
  const people = await store.db
    .select({ email: appUser.email })
    .from(appUser)
    .where(and(appUser.administrator, isNotNull(appUser.email), isNull(appUser.disabledAt)))
  const userName = about?.userName ?? ''
  return {
    to: new Set(people.flatMap(({ email }) => email ?? [])),
    subject: `account locked, ${userName}`,
    lines: [
      'Wrong passwords have locked an account. / Des mots de passe erronés ont verrouillé un compte.',
      `${userName}, ${minute(lockedAt)}`,
      one.offline
        ? 'Counted on the device. / Compté sur l’appareil.'
        : 'Counted at the server. / Compté par le serveur.',
      ...(one.device === null ? [] : [one.device]),
      `${publicAddress ?? ''}/#/alerts`,
    ],
  }
}
