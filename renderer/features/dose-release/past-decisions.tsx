import { useMemo } from 'react'
import type { ItemPath } from '#shared/casebook/path'
import { formOf, steps } from '#shared/casebook/path'
import type { ItemState } from '#shared/casebook/casebook'
import { type SignedDecision, changedSince } from '#shared/dose-release/release'
import type { Entry } from '#shared/change/change'
import { refOf } from '#shared/change/change'
import { showStamp } from '#shared/export/stamp'
import { textIn } from '#shared/study/definition'
import { measured, showEntry } from '#shared/study/show-entry'
import { hrefTo } from '../../app/paths'
import { usePersonName } from '../../app/people'
import { usePlace, useSubject } from '../../app/place'
import { showDate } from '../../ui/dates'
import { useLanguage, useTexts } from '../../ui/language'
import { Mark } from '../../ui/mark'
import { Notice } from '../../ui/notice'
import type { ReleaseAt } from './DoseReleaseScreen'
import styles from './dose-release.module.css'
import { releaseTexts } from './texts'

interface DecisionProps {
  readonly at: ReleaseAt
  readonly decision: SignedDecision
}

/** The decision that speaks for this dose: who, when, what it rested on, and whether it still holds. */
export function LastDecision({ at, decision, holds }: DecisionProps & { readonly holds: boolean }) {
  const say = useTexts(releaseTexts)
  const { study, casebook } = at
  const changed = useMemo(() => changedSince(study, casebook, decision.release), [study, casebook, decision])
  return (
    <section>
      <Notice tone={holds ? 'good' : 'stop'} title={say(holds ? 'stands' : 'fallen')} live>
        {say(holds ? 'standsText' : 'fallenText')}
      </Notice>
      <Said decision={decision} />
      {changed.length > 0 && (
        <>
          <h3>{say('changed')}</h3>
          <ul className={styles.changed}>
            {changed.map((path) => (
              <Changed key={path} at={at} path={path} decision={decision} />
            ))}
          </ul>
        </>
      )}
      <Snapshot decision={decision} />
    </section>
  )
}

/** Those that another decision replaced, and those about the same log on other days. */
export function PastDecisions({ decisions }: { readonly decisions: readonly SignedDecision[] }) {
  const say = useTexts(releaseTexts)
  return (
    <section>
      <h2>{say('past')}</h2>
      <ul>
        {decisions.toReversed().map((decision) => (
          <li key={refOf(decision.logged.change)} className={styles.past}>
            <Said decision={decision} />
            {decision.superseded && <p className="secondary">{say('superseded')}</p>}
            <Snapshot decision={decision} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Said({ decision: { logged, release } }: { readonly decision: SignedDecision }) {
  const say = useTexts(releaseTexts)
  const language = useLanguage()
  const nameOf = usePersonName()
  const { author, claimedAt } = logged.change
  const { decision, amount, planned, otherwise } = release
  const said = [say(`word.${decision}`), amount && `${amount.value} ${amount.unit}`].filter(Boolean).join(' ')
  return (
    <>
      <p className={styles.said}>
        {say('signed', { name: nameOf(author) ?? author, when: showStamp(claimedAt, language), decision: said })}
      </p>
      <p className="secondary">
        {say('planned')} {showDate(planned.slice(0, 10), language)}
        {planned.length > 10 && ` ${planned.slice(11, 16)}`}
      </p>
      {otherwise && (
        <p className="secondary">
          {say('otherwise', { gate: say(`word.${otherwise.decision}`), reason: otherwise.reason })}
        </p>
      )}
      {!logged.receipt && <Mark state="unsent" word={say('unsent')} />}
    </>
  )
}

/** The checklist as it was signed. */
function Snapshot({ decision: { release } }: { readonly decision: SignedDecision }) {
  const say = useTexts(releaseTexts)
  const language = useLanguage()
  return (
    <details className={styles.snapshot}>
      <summary>{say('snapshot', { count: release.conditions.length })}</summary>
      <ul>
        {release.conditions.map(({ code, verdict, asks, seen = [] }, i) => (
          <li key={`${code} ${i}`}>
            <span className="medium">{code}</span> {say(`verdict.${verdict}`)}
            <span className="secondary num">
              {' '}
              {asks}
              {seen.length > 0 &&
                ` · ${seen.map(({ value, unit }) => (unit === undefined ? value : measured(value, unit, language))).join(', ')}`}
            </span>
          </li>
        ))}
      </ul>
    </details>
  )
}

/** "Platelets, Week 8: 180 → 70". */
function Changed({ at, path, decision }: DecisionProps & { readonly path: ItemPath }) {
  const say = useTexts(releaseTexts)
  const language = useLanguage()
  const { study, site } = usePlace()
  const subject = useSubject()
  const [event, step] = steps(path)
  const def = at.study.item(step?.oid ?? '', steps(path)[3]?.oid ?? '')?.def
  const visit = at.study.event(event?.oid ?? '')
  const form = formOf(path)
  const state = form && at.casebook.forms.get(form)?.items.get(path)
  const refs = new Set(decision.release.evidence.find((one) => one.path === path)?.heads)
  const show = (entry: Entry | undefined) =>
    entry === undefined || !def ? '–' : showEntry(def, entry, at.study.codeListOf(def), language) || '–'
  const was = refs.size === 0 ? undefined : show(state?.history.findLast(({ ref }) => refs.has(ref))?.value)
  const now = nowOf(state)
  const values =
    was === undefined
      ? say('added', { now: now.map(show).join(' / ') })
      : say('wasNow', { was, now: now.map(show).join(' / ') || '–' })
  const name = [
    def ? textIn(def.label, language) : path,
    visit && visit.kind !== 'log' && textIn(visit.title, language),
  ]
    .filter(Boolean)
    .join(', ')
  return (
    <li>
      {form ? (
        <a className={styles.link} href={hrefTo({ screen: 'form', study, site, subject, form, item: path })}>
          {name}
        </a>
      ) : (
        name
      )}{' '}
      <span className="num">{values}</span>
    </li>
  )
}

const nowOf = (state: ItemState | undefined): readonly Entry[] => (state?.heads ?? []).map(({ value }) => value)
