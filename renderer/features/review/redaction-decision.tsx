import { useState } from 'react'
import { answersOf } from '#shared/casebook/links'
import { steps } from '#shared/casebook/path'
import { type Change, refOf } from '#shared/change/change'
import { type WordsAt, wordsIn } from '#shared/redaction/words-at'
import { changeIn } from '#shared/redaction/judge'
import { mayApproveRedaction } from '#shared/roles'
import type { CompiledStudy } from '#shared/study/compile'
import { showEntry } from '#shared/study/show-entry'
import { usePlace } from '../../app/place'
import { useSession } from '../../app/store'
import { showClaimed } from '../../form/instant'
import { ReasonField } from '../../review/reason-field'
import { useAssert } from '../../review/use-assert'
import { scopeName, useAuthorName } from '../../review/words'
import { Button } from '../../ui/button'
import { useLanguage, useTexts } from '../../ui/language'
import { Notice } from '../../ui/notice'
import type { RedactionLine } from './lines'
import styles from './review.module.css'
import { reviewScreenTexts } from './texts'

/** What somebody asked to have blacked out, word for word, and the decision of somebody of the other side. */
export function RedactionDecision({ study, line }: { study: CompiledStudy; line: RedactionLine }) {
  const say = useTexts(reviewScreenTexts)
  const { roles } = usePlace()
  const { user } = useSession()
  const assert = useAssert(study)
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<'reasonMissing' | 'notSaved'>()
  const { body, change: asked } = line
  const targets = body.targets.flatMap(({ change: ref, places }) => {
    const found = changeIn(line.casebook, ref)
    return found ? [{ logged: found, words: wordsIn(found.change).filter(({ place }) => places.includes(place)) }] : []
  })
  const refusal = whyNot()
  function whyNot(): 'blackOutOwn' | 'blackOutWrote' | 'blackOutSide' | undefined {
    if (asked.author === user.id) return 'blackOutOwn'
    if (targets.some(({ logged }) => logged.change.author === user.id)) return 'blackOutWrote'
    return roles.some((role) => mayApproveRedaction(role, asked.role)) ? undefined : 'blackOutSide'
  }
  const decide = async (decision: 'approve' | 'decline') => {
    const words = reason.trim()
    const said = { kind: 'redaction-decision' as const, request: refOf(asked), scopes: body.scopes, decision }
    if (words === '') setProblem('reasonMissing')
    else if (!(await assert(line.casebook, { ...said, reason: words }))) setProblem('notSaved')
  }
  return (
    <section className={styles.decision} aria-label={say('blackOutAsked')}>
      <p>{say('blackOutBecause', { reason: body.reason })}</p>
      <ul className={styles.claims}>
        {targets.flatMap(({ logged, words }) =>
          words.map((one) => (
            <li key={`${refOf(logged.change)} ${one.place}`} className={styles.claim}>
              <WordsThere study={study} line={line} change={logged.change} words={one} />
            </li>
          )),
        )}
      </ul>
      {refusal !== undefined && <p className="secondary">{say(refusal)}</p>}
      <div className={styles.deciding}>
        <ReasonField value={reason} onChange={setReason} missing={problem === 'reasonMissing'} />
        <Button onClick={() => void decide('decline')}>{say('decline')}</Button>
        {refusal === undefined && (
          <Button kind="primary" onClick={() => void decide('approve')}>
            {say('blackOut')}
          </Button>
        )}
      </div>
      {problem === 'notSaved' && <Notice tone="stop" live title={say('notSaved')} />}
    </section>
  )
}

interface WordsThereProps {
  readonly study: CompiledStudy
  readonly line: RedactionLine
  readonly change: Change
  readonly words: WordsAt
}

function WordsThere({ study, line, change, words: { scope, said } }: WordsThereProps) {
  const say = useTexts(reviewScreenTexts)
  const language = useLanguage()
  const authorOf = useAuthorName()
  const [, form, , item] = steps(scope)
  const def = form && item && study.item(form.oid, item.oid)?.def
  const shown =
    typeof said === 'string' ? said : def && showEntry(def, said, answersOf(study, line.casebook, def), language)
  return (
    <>
      <span className={styles.value}>{shown ?? say('empty')}</span>
      <span className="secondary">
        {scopeName(study, scope, language) ??
          (line.casebook.code === undefined ? say('site', { site: line.code }) : say('casebook'))}
      </span>
      <span>{authorOf({ change })}</span>
      <span className="secondary">{showClaimed(change.claimedAt, language)}</span>
    </>
  )
}
