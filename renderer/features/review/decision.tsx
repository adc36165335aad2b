import { useState } from 'react'
import type { Casebook } from '#shared/casebook/casebook'
import { scopesOf } from '#shared/casebook/fold'
import { answersOf } from '#shared/casebook/links'
import { type ItemPath, formOf, formOid, itemOf } from '#shared/casebook/path'
import { type ChangeBody, type Entry, type Logged, refOf } from '#shared/change/change'
import type { ChangeRef } from '#shared/ids'
import { mayDecideBetween } from '#shared/review/deciding'
import { mayAssert, mayDecide } from '#shared/roles'
import type { CompiledStudy } from '#shared/study/compile'
import { showEntry } from '#shared/study/show-entry'
import { usePlace } from '../../app/place'
import { useSession } from '../../app/store'
import { showClaimed } from '../../form/instant'
import { ReasonField } from '../../review/reason-field'
import { useAssert } from '../../review/use-assert'
import { useAuthorName } from '../../review/words'
import { Button } from '../../ui/button'
import { useLanguage, useTexts } from '../../ui/language'
import { Notice } from '../../ui/notice'
import type { DecideLine } from './lines'
import styles from './review.module.css'
import { reviewScreenTexts } from './texts'

/** One value somebody asserted, with what its author saw there. */
interface Claim {
  readonly path: ItemPath
  readonly entry: Entry
  readonly bases: readonly ChangeRef[]
  readonly logged: Logged
}

/** Everything that helps to decide, side by side, and the decision with its reason. */
export function Decision({ study, line }: { study: CompiledStudy; line: DecideLine }) {
  const say = useTexts(reviewScreenTexts)
  const { roles } = usePlace()
  const { user } = useSession()
  const assert = useAssert(study)
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<'reasonMissing' | 'notSaved'>()
  const claims = claimsOf(line)
  const decide = async (body: (words: string) => ChangeBody) => {
    const words = reason.trim()
    if (words === '') setProblem('reasonMissing')
    else if (!(await assert(line.casebook, body(words)))) setProblem('notSaved')
  }
  const refusal = refusalFor()
  function refusalFor(): 'onlyInvestigator' | 'onlyDataManager' | 'onlyOthers' | undefined {
    if (line.kind === 'contested')
      return roles.some((role) => mayDecideBetween(role, study, line.casebook, line.item.path))
        ? undefined
        : 'onlyInvestigator'
    const { change, receipt } = line.logged
    if (change.author === user.id) return 'onlyOthers'
    if (roles.some((role) => mayDecide(role, receipt?.reason))) return undefined
    return roles.some((role) => mayAssert(role, 'release')) ? 'onlyDataManager' : 'onlyInvestigator'
  }
  const release = (logged: Logged, decision: 'release' | 'decline') => (words: string) => ({
    ...{ kind: 'release' as const, target: refOf(logged.change), decision, reason: words },
    scopes: [...scopesOf(logged.change.body)],
  })
  return (
    <section className={styles.decision} aria-label={say('sideBySide')}>
      {line.kind === 'contested' && refusal === undefined && (
        <div className={styles.deciding}>
          <ReasonField value={reason} onChange={setReason} missing={problem === 'reasonMissing'} />
        </div>
      )}
      <ul className={styles.claims}>
        {claims.map((claim) => (
          <li key={`${refOf(claim.logged.change)} ${claim.path}`} className={styles.claim}>
            <ClaimWords study={study} casebook={line.casebook} claim={claim} />
            {line.kind === 'contested' && refusal === undefined && (
              <div>
                <Button
                  onClick={() =>
                    void decide((words) => ({
                      ...{ kind: 'resolve', path: claim.path, entry: claim.entry, reason: words },
                      bases: line.item.heads.map(({ ref }) => ref),
                    }))
                  }
                >
                  {say('takeThis')}
                </Button>
              </div>
            )}
          </li>
        ))}
      </ul>
      {refusal !== undefined && <p className="secondary">{say(refusal)}</p>}
      {refusal === undefined && line.kind === 'held' && (
        <div className={styles.deciding}>
          <ReasonField value={reason} onChange={setReason} missing={problem === 'reasonMissing'} />
          <Button onClick={() => void decide(release(line.logged, 'decline'))}>{say('decline')}</Button>
          <Button kind="primary" onClick={() => void decide(release(line.logged, 'release'))}>
            {say('letCount')}
          </Button>
        </div>
      )}
      {problem === 'notSaved' && <Notice tone="stop" live title={say('notSaved')} />}
    </section>
  )
}

function claimsOf(line: DecideLine): readonly Claim[] {
  if (line.kind === 'contested')
    return line.item.heads.map(({ bases, value, logged }) => ({ path: line.item.path, entry: value, bases, logged }))
  const { logged } = line
  const { body } = logged.change
  if (body.kind === 'value') return body.items.map(({ path, bases, entry }) => ({ path, entry, bases, logged }))
  return body.kind === 'resolve' ? [{ path: body.path, entry: body.entry, bases: body.bases, logged }] : []
}

function ClaimWords({ study, casebook, claim }: { study: CompiledStudy; casebook: Casebook; claim: Claim }) {
  const say = useTexts(reviewScreenTexts)
  const language = useLanguage()
  const authorOf = useAuthorName()
  const { path, entry, bases, logged } = claim
  const form = formOf(path)
  const def = form && study.item(formOid(form), itemOf(path))?.def
  const show = (value: Entry) =>
    (def && showEntry(def, value, answersOf(study, casebook, def), language)) || say('empty')
  const seen =
    (form &&
      casebook.forms
        .get(form)
        ?.items.get(path)
        ?.history.filter(({ ref }) => bases.includes(ref))) ??
    []
  const { change } = logged
  const reason = change.body.kind === 'value' ? change.body.items.find((one) => one.path === path)?.reason : undefined
  return (
    <>
      <span className={styles.value}>{show(entry)}</span>
      <span>{authorOf(logged)}</span>
      <span className="secondary">
        {showClaimed(change.claimedAt, language)} · {say('device', { device: change.device.slice(0, 8) })}
      </span>
      <span className="secondary">
        {seen.length > 0 ? say('saw', { values: seen.map(({ value }) => show(value)).join(' / ') }) : say('sawNothing')}
      </span>
      {reason !== undefined && <span className="secondary">{reason}</span>}
    </>
  )
}
