import { type FormPath, formOf, steps } from '#shared/casebook/path'
import { type ChangeBody, refOf } from '#shared/change/change'
import { streamParts } from '#shared/ids'
import type { CompiledStudy } from '#shared/study/compile'
import { showEntry } from '#shared/study/show-entry'
import { useNow } from '../../app/clock'
import { hrefTo } from '../../app/paths'
import { useData, useRoster, useStudy } from '../../data/hooks'
import type { Refused } from '../../data/store/refused'
import { Button, ButtonLink } from '../../ui/button'
import { showMoment } from '../../ui/dates'
import { type UiLanguage, useLanguage, useTexts } from '../../ui/language'
import { Mark } from '../../ui/mark'
import { describe } from './describe'
import styles from './sync.module.css'
import { syncTexts } from './texts'

/** What the server can never take, with what was entered, so that somebody can enter it again. */
export function RefusedBox({ refused }: { refused: readonly Refused[] }) {
  const say = useTexts(syncTexts)
  return (
    <section className={styles.section} aria-label={say('refusedHead')}>
      <h2>{say('refusedHead')}</h2>
      <p className="mute">{say('refusedText')}</p>
      <ul className={styles.changes}>
        {refused.map((one) => (
          <RefusedLine key={refOf(one.change)} {...one} />
        ))}
      </ul>
    </section>
  )
}

function RefusedLine({ change, refusedAt }: Refused) {
  const say = useTexts(syncTexts)
  const data = useData()
  const language = useLanguage()
  const now = useNow()
  const study = useStudy(change.version)
  const { site } = streamParts(change.stream)
  const roster = useRoster(change.study, site)
  const { subject, body } = change
  const words = wordsIn(body, study, language)
  const form = formIn(body)
  const place = { study: change.study, site, subject }
  return (
    <li className={styles.change}>
      <Mark state="unsent" bare className={styles.changeMark} />
      <span className={styles.code}>{roster?.find((line) => line.subject === subject)?.code ?? site}</span>
      <span className={styles.what}>
        {describe(body, study, say, language)}
        {words !== '' && <span>{say('refusedWas', { what: words })}</span>}
        <span className="secondary">{say('refusedAt', { when: showMoment(refusedAt, language, now) })}</span>
      </span>
      <ButtonLink
        kind="quiet"
        href={hrefTo(form ? { ...place, screen: 'form', form } : { ...place, screen: 'casebook' })}
      >
        {say('refusedOpen')}
      </ButtonLink>
      <Button onClick={() => void data.settleRefused(change.n)}>{say('refusedDone')}</Button>
    </li>
  )
}

/** The values as they were entered, as far as there are any. */
function wordsIn(body: ChangeBody, study: CompiledStudy | undefined, language: UiLanguage): string {
  const items = body.kind === 'value' ? body.items : body.kind === 'resolve' ? [body] : []
  return items
    .map(({ path, entry }) => {
      const [, form, , item] = steps(path)
      const found = form && item && study?.item(form.oid, item.oid)
      if (study && found) return showEntry(found.def, entry, study.codeListOf(found.def), language)
      return entry.state === 'value' ? entry.text : ''
    })
    .filter((words) => words !== '')
    .join('; ')
}

/** The form in which it is to be entered again. */
function formIn(body: ChangeBody): FormPath | undefined {
  switch (body.kind) {
    case 'value':
      return body.items[0] && formOf(body.items[0].path)
    case 'resolve':
      return formOf(body.path)
    case 'status':
    case 'confirm':
    case 'review':
      return body.form
    default:
      return undefined
  }
}
