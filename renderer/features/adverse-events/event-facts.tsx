import { isAsked, isUnsettled } from '#shared/casebook/queries'
import type { Casebook } from '#shared/casebook/casebook'
import { type LaidItem, layoutOf } from '#shared/casebook/layout'
import { answersOf } from '#shared/casebook/links'
import { groupPath, itemOf, itemPath, formOid } from '#shared/casebook/path'
import type { Entry } from '#shared/change/change'
import { showStamp } from '#shared/export/stamp'
import type { AdverseEvent } from '#shared/review/ae-queue'
import type { CompiledStudy, PlacedItem } from '#shared/study/compile'
import { type ItemDef, textIn } from '#shared/study/definition'
import { showEntry } from '#shared/study/show-entry'
import { usePersonName } from '../../app/people'
import { GradeWords, WordsSource } from '../../ctcae/grade-words'
import { useCtcae } from '../../ctcae/use-ctcae'
import { cx } from '../../ui/cx'
import { showDate } from '../../ui/dates'
import { Grade } from '../../ui/grade'
import { type UiLanguage, useLanguage, useTexts } from '../../ui/language'
import { Mark } from '../../ui/mark'
import { adverseEventTexts } from './texts'
import styles from './workbench.module.css'

interface EventProps {
  readonly study: CompiledStudy
  readonly casebook: Casebook
  readonly event: AdverseEvent
}

/** The five grades side by side, each with what it asks of the term, the one it reached lit, and since when it had which. */
export function GradeCards({ study, event }: Pick<EventProps, 'study' | 'event'>) {
  const say = useTexts(adverseEventTexts)
  const language = useLanguage()
  const item = study.item(formOid(event.form), 'AETOXGR')
  const list = item && study.codeListOf(item.def)
  const ctcae = useCtcae()
  if (!list) return null
  const term = ctcae?.termNamed(termOf(item, event) ?? '')?.term
  const texts = ctcae?.grades(term, language)
  return (
    <div className={styles.gradesOf}>
      <ol className={styles.grades}>
        {list.codes.map(({ code, text }) => {
          const lit = event.grade?.toString() === code
          const from = event.grades.findLast(({ grade }) => grade.toString() === code)?.from
          const asks = texts?.grades.find(({ grade }) => grade.toString() === code)
          return (
            <li
              key={code}
              className={cx(styles.gradeCard, lit && styles.gradeLit, asks && !asks.words && styles.gradeAbsent)}
              aria-current={lit ? 'true' : undefined}
            >
              <span className="line">
                <Grade grade={code} />
                {from !== undefined && (
                  <span className={cx('secondary', styles.gradeFrom)}>
                    {say('gradeFrom', { date: showDate(from, language) })}
                  </span>
                )}
              </span>
              <p>{texts && asks ? <GradeWords text={asks} from={texts} /> : withoutNumber(textIn(text, language))}</p>
            </li>
          )
        })}
      </ol>
      {texts && (
        <p className="secondary">
          {term !== undefined && <span className={styles.gradesTerm}>{term}</span>}
          <WordsSource texts={texts} term={term} />
        </p>
      )}
    </div>
  )
}

/** The term that the grade is of; undefined where none is chosen, or two stand against each other. */
function termOf({ def, group }: PlacedItem, { form, state }: AdverseEvent): string | undefined {
  if (def.type !== 'code' || def.gradeOf === undefined) return undefined
  const value = state.items.get(itemPath(groupPath(form, { oid: group.oid }), def.gradeOf))?.value
  return value?.state === 'value' ? value.text : undefined
}

/** "2 – moderate" beside a chip that already says 2. */
const withoutNumber = (text: string): string => text.replace(/^[0-9]\s*[–-]\s*/, '')

/** Every item that is asked for, group by group, with what stands in it. Read-only: entry belongs to the form. */
export function EventItems({ study, casebook, event }: EventProps) {
  const language = useLanguage()
  const layout = layoutOf(study, casebook, event.form)
  const changed = new Set(event.since.map(({ path }) => path))
  return (
    <div className={styles.groups}>
      {layout?.groups.map(({ def, rows }) => {
        const shown = rows
          .map(({ items }) => items.filter(({ visible }) => visible))
          .filter((items) => items.length > 0)
        if (shown.length === 0) return null
        return (
          <section key={def.oid} className={styles.group}>
            {def.title && <h3>{textIn(def.title, language)}</h3>}
            {def.repeating ? (
              <ul>
                {shown.map((items) => (
                  <li key={items[0]?.path} className={styles.repeat}>
                    {items.map((item) => (
                      <span key={item.path}>
                        <Value study={study} casebook={casebook} event={event} item={item} />
                      </span>
                    ))}
                  </li>
                ))}
              </ul>
            ) : (
              <dl>
                {shown.flat().map((item) => (
                  <div key={item.path} className={cx(styles.fact, changed.has(item.path) && styles.factChanged)}>
                    <dt>{textIn(item.def.label, language)}</dt>
                    <dd>
                      <Value study={study} casebook={casebook} event={event} item={item} />
                    </dd>
                  </div>
                ))}
              </dl>
            )}
          </section>
        )
      })}
    </div>
  )
}

function Value({ study, casebook, event, item }: EventProps & { item: LaidItem }) {
  const language = useLanguage()
  const state = event.state.items.get(item.path)
  const show = (entry: Entry) => shown({ study, casebook }, item.def, entry, language)
  if (state?.contested)
    return (
      <span className="line">
        <Mark state="contested" bare />
        {state.heads.map(({ value }) => show(value)).join(' / ')}
      </span>
    )
  const entry = item.def.type === 'calculated' ? item.calculated : state?.value
  if (!entry || entry.state === 'blank') return <span className="mute">–</span>
  return (
    <span className="line">
      {entry.state === 'missing' ? <span className="mute">{show(entry)}</span> : show(entry)}
      {state?.unsent && <Mark state="unsent" bare />}
    </span>
  )
}

type Around = Pick<EventProps, 'study' | 'casebook'>

const shown = ({ study, casebook }: Around, def: ItemDef, entry: Entry, language: UiLanguage): string =>
  showEntry(def, entry, answersOf(study, casebook, def), language)

/** What has another value than at the last review: from what was seen to what stands. */
export function ChangesSince({ study, casebook, event }: EventProps) {
  const say = useTexts(adverseEventTexts)
  const language = useLanguage()
  const nameOf = usePersonName()
  if (!event.review || event.since.length === 0) return null
  const { change } = event.review.logged
  return (
    <section className={styles.changes}>
      <h3>
        {say('changes')}
        <span className={styles.changesWhen}>
          {say('changesWhen', {
            name: nameOf(change.author) ?? say('role-investigator'),
            when: showStamp(change.claimedAt, language),
          })}
        </span>
      </h3>
      <dl>
        {event.since.map(({ path, from, to }) => {
          const item = study.item(formOid(event.form), itemOf(path))
          const show = (entry: Entry) => (item ? shown({ study, casebook }, item.def, entry, language) : '')
          const said = (entries: readonly Entry[], none: string) =>
            entries
              .map(show)
              .filter((text) => text !== '')
              .join(' / ') || none
          return (
            <div key={path} className={styles.fact}>
              <dt>{item ? textIn(item.def.label, language) : itemOf(path)}</dt>
              <dd>
                <span className={styles.was}>{said(from, say('nothingThere'))}</span>
                <span aria-hidden="true"> → </span>
                <span className="spoken"> {say('to')} </span>
                <span className="medium">{said(to, say('removed'))}</span>
              </dd>
            </div>
          )
        })}
      </dl>
    </section>
  )
}

/** Questions about the event, each with all that was said. */
export function EventQueries({ study, event }: Pick<EventProps, 'study' | 'event'>) {
  const say = useTexts(adverseEventTexts)
  const language = useLanguage()
  const nameOf = usePersonName()
  const { queries } = event.state
  if (queries.length === 0) return null
  return (
    <section className={styles.group}>
      <h3>{say('queries')}</h3>
      <ul className={styles.threads}>
        {queries.map((query) => {
          const item = study.item(formOid(event.form), query.scope.slice(query.scope.lastIndexOf('/') + 1))
          const waits = isUnsettled(query.status)
          return (
            <li key={query.id}>
              <p className="line">
                {waits && <Mark state={isAsked(query.status) ? 'query' : 'answered'} bare />}
                <span className="medium">{item ? textIn(item.def.label, language) : say('wholeEvent')}</span>
              </p>
              {query.thread.map(({ ref, move, text, logged: { change } }) => (
                <p key={ref} className={styles.said}>
                  {text}
                  <span className="secondary">
                    {' '}
                    {say(`move-${move}`)} · {nameOf(change.author) ?? say(`role-${change.role}`)},{' '}
                    {showStamp(change.claimedAt, language)}
                  </span>
                </p>
              ))}
            </li>
          )
        })}
      </ul>
    </section>
  )
}

/** Who signed what, when, and whether it still holds. A broken signature stays to be seen. */
export function EventSignatures({ event }: Pick<EventProps, 'event'>) {
  const say = useTexts(adverseEventTexts)
  const language = useLanguage()
  const nameOf = usePersonName()
  const { signatures } = event.state
  if (signatures.length === 0) return null
  return (
    <section className={styles.group}>
      <h3>{say('signatures')}</h3>
      <ul className={styles.threads}>
        {signatures.map(({ ref, intact, author, logged: { change } }) => (
          <li key={ref}>
            <Mark state={intact ? 'signed' : 'sign-again'} />
            <p>
              {say('signedBy', {
                name: nameOf(author) ?? author,
                role: say(`role-${change.role}`),
                when: showStamp(change.claimedAt, language),
              })}
            </p>
            <p className="secondary">{say(intact ? 'valid' : 'broken')}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}
