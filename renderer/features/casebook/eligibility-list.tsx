import { type ReactNode, useMemo, useState } from 'react'
import type { FormPath } from '#shared/casebook/path'
import { signedEligibility, wasActedOn } from '#shared/eligibility/signed'
import { textIn } from '#shared/study/definition'
import { Chip } from '../../ui/chip'
import { cx } from '../../ui/cx'
import { showDay, showWindow } from '../../ui/dates'
import { Segmented } from '../../ui/field'
import { Icon, type IconName } from '../../ui/icon'
import { useLanguage, useTexts } from '../../ui/language'
import { Scroll, ToolLine } from '../../ui/screen'
import {
  type CriterionLine,
  type ShownCriterion,
  type Standing,
  eligibilityView,
  evidenceText,
  formAt,
  isDrawn,
  itemNamed,
  signedLines,
} from './eligibility-lines'
import { EligibilitySignature } from './eligibility-signature'
import { eligibilityTexts } from './eligibility-texts'
import styles from './eligibility.module.css'
import type { FormAt } from './form-mark'

const STANDINGS: readonly Standing[] = ['against', 'unknown', 'judge', 'for']
const icons: Readonly<Record<Standing, IconName>> = { against: 'close', unknown: 'info', judge: 'pen', for: 'tick' }

interface EligibilityListProps {
  readonly at: FormAt
  readonly hrefOf: (form: FormPath) => string
}

/**
 * Every criterion with how it stands today, what that rests on, and what is missing or about to expire. Once the participant
 * has gone on by a signature it is what was signed, and today's answers are there for whoever asks.
 */
export function EligibilityList({ at, hrefOf }: EligibilityListProps) {
  const say = useTexts(eligibilityTexts)
  const language = useLanguage()
  const phases = at.study.version.eligibility?.phases ?? []
  const [phase, setPhase] = useState(phases[0]?.oid ?? '')
  const [only, setOnly] = useState<Standing>()
  const view = useMemo(() => eligibilityView(at, phase, language), [at, phase, language])
  const { study, casebook } = at
  const signed = useMemo(() => signedEligibility(study, casebook, phase).at(-1), [study, casebook, phase])
  const isDone = signed !== undefined && wasActedOn(study, casebook, signed.snapshot)
  const isUnsigned = signed === undefined && isDrawn(at, phase)
  const [isAnew, setAnew] = useState(false)
  if (!view) return null
  const { eligibility } = view
  const kept = isDone && !isAnew ? signed.snapshot : undefined
  const lines = kept ? signedLines(at, kept, language) : view.lines
  const { eligible } = kept ?? eligibility
  const deciding = lines.filter(({ answer }) => answer.decides)
  const verdict = eligible === null ? 'open' : eligible ? 'eligible' : 'notEligible'
  return (
    <>
      <ToolLine>
        {isDone && (
          <Segmented
            label={say('asOf')}
            choices={[
              { value: 'signed', label: say('asSigned') },
              { value: 'today', label: say('asOfToday') },
            ]}
            value={isAnew ? 'today' : 'signed'}
            onChange={(to) => setAnew(to === 'today')}
          />
        )}
        {isUnsigned || (isDone && isAnew) ? (
          <p role="status" className="secondary">
            {say(isUnsigned ? 'informsToday' : 'informsOnly')}
          </p>
        ) : (
          <p role="status" className={cx(styles.verdict, styles[verdict])}>
            {say(verdict)}
          </p>
        )}
        {STANDINGS.map((standing) => {
          const count = deciding.filter((line) => line.standing === standing).length
          return (
            count > 0 && (
              <Chip
                key={standing}
                on={only === standing}
                onClick={() => setOnly(only === standing ? undefined : standing)}
              >
                {say(`count.${standing}`, { count })}
              </Chip>
            )
          )
        })}
        <span className="grow" />
        {phases.length > 1 && (
          <Segmented
            label={say('phase')}
            choices={phases.map(({ oid, title }) => ({ value: oid, label: textIn(title, language) }))}
            value={phase}
            onChange={setPhase}
          />
        )}
      </ToolLine>
      <Scroll>
        <div className={styles.lists}>
          <EligibilitySignature key={phase} at={at} eligibility={eligibility} />
          {(['inclusion', 'exclusion'] as const).map((kind) => {
            const own = lines.filter(
              ({ answer, standing }) =>
                answer.kind === kind && (only === undefined || (answer.decides && standing === only)),
            )
            return (
              own.length > 0 && (
                <section key={kind} aria-label={say(kind)}>
                  <h2>{say(kind)}</h2>
                  <ul>
                    {own.map((line) => (
                      <Criterion key={line.answer.id} at={at} line={line} hrefOf={hrefOf} />
                    ))}
                  </ul>
                </section>
              )
            )
          })}
        </div>
      </Scroll>
    </>
  )
}

function Criterion({ at, line, hrefOf }: EligibilityListProps & { line: CriterionLine }) {
  const say = useTexts(eligibilityTexts)
  const language = useLanguage()
  const { answer, missing, flags, standing, text, daysLeft, judgedAt } = line
  const word =
    standing === 'unknown' || standing === 'judge'
      ? say(`standing.${standing}`)
      : say(`standing.${standing}.${answer.kind}`)
  return (
    <li className={cx(styles.criterion, !answer.decides && styles.informs)}>
      <span className={cx(styles.standing, styles[standing])}>
        <Icon name={icons[standing]} className={styles.icon} />
        {word}
      </span>
      <span className={styles.id}>{answer.id}</span>
      <div className={styles.what}>
        <p>{text}</p>
        <ul className={styles.basis}>
          {answer.evidence.map((one) => (
            <EvidenceLine key={`${one.at} ${one.item}`} at={at} one={one} hrefOf={hrefOf} />
          ))}
          {missing.map(({ item, why }) => {
            const { label, form, to } = itemNamed(at, item, language)
            const what = form === undefined || form === label ? label : `${label} (${form})`
            return (
              <li key={`${item} ${why}`} className={styles.missing}>
                <Linked to={to} hrefOf={hrefOf}>
                  {say(`why.${why}`, { what })}
                </Linked>
              </li>
            )
          })}
          {daysLeft !== undefined && (
            <li className={styles.expires}>{daysLeft <= 0 ? say('lastDay') : say('left', { count: daysLeft })}</li>
          )}
          {flags.map((flag) => (
            <li key={flag.en} className={styles.missing}>
              {textIn(flag, language)}
            </li>
          ))}
          {!answer.decides && <li className="secondary">{say('informs')}</li>}
          {answer.judged !== undefined && (
            <li className="secondary">{say('judged', { answer: say(answer.judged === 'Y' ? 'true' : 'false') })}</li>
          )}
          {standing === 'judge' && judgedAt !== undefined && (
            <li>
              <Linked to={judgedAt} hrefOf={hrefOf}>
                {say('toJudge')}
              </Linked>
            </li>
          )}
        </ul>
      </div>
    </li>
  )
}

interface EvidenceLineProps extends EligibilityListProps {
  readonly one: ShownCriterion['evidence'][number]
}

/** "Haemoglobin 12.8 g/dL · 10 Jan · counts from 1–28 Jan". */
function EvidenceLine({ at, one, hrefOf }: EvidenceLineProps) {
  const say = useTexts(eligibilityTexts)
  const language = useLanguage()
  const { label } = itemNamed(at, one.item, language)
  const parts = [
    one.date !== undefined && showDay(one.date, language, at.today),
    one.uln !== undefined &&
      (one.lln === undefined ? say('rangeUp', { high: one.uln }) : say('range', { low: one.lln, high: one.uln })),
    one.window && say('window', { window: showWindow(one.window.from, one.window.to, language, at.today) }),
  ].filter((part) => typeof part === 'string')
  return (
    <li>
      <Linked to={formAt(one.at)} hrefOf={hrefOf}>
        {label} <strong className="num">{evidenceText(at, one, language)}</strong>
      </Linked>
      {parts.length > 0 && <span className="secondary num"> · {parts.join(' · ')}</span>}
    </li>
  )
}

const Linked = ({
  to,
  hrefOf,
  children,
}: { to: FormPath | undefined; children: ReactNode } & Pick<EligibilityListProps, 'hrefOf'>) =>
  to === undefined ? (
    <span>{children}</span>
  ) : (
    <a className={styles.link} href={hrefOf(to)}>
      {children}
    </a>
  )
