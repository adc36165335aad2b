import { memo, useDeferredValue } from 'react'
import type { Casebook } from '#shared/casebook/casebook'
import { plannedSourceAt } from '#shared/casebook/value-source'
import { earlierForms } from '#shared/casebook/earlier'
import { eventOf, steps, type ItemPath } from '#shared/casebook/path'
import { wordsIn } from '#shared/export/words'
import { type Language, textIn } from '#shared/study/definition'
import type { CompiledStudy } from '#shared/study/compile'
import { showEntry } from '#shared/study/show-entry'
import { showDate } from '../../ui/dates'
import { Inspector, InspectorSection } from '../../ui/inspector'
import { Kbd } from '../../ui/kbd'
import { useLanguage, useTexts } from '../../ui/language'
import { earlierValues } from '../earlier'
import { useFormSession, useItem, useScene } from '../form-session'
import type { ItemView } from '../scene'
import { formTexts } from '../texts'
import { ComputedSection } from './computed-section'
import { HistoryList } from './history-list'
import styles from './inspector.module.css'
import { QuerySection } from './query-section'
import { WhySection } from './why-section'

interface ItemInspectorProps {
  readonly study: CompiledStudy
  /** The item that has the focus, if one has. */
  readonly path: ItemPath | undefined
  /** Counts up each time the person wants to ask about the item: the question takes the focus then. */
  readonly wantsToAsk: number
  readonly formTitle: string
}

/** Everything about the item that has the focus. */
export function ItemInspector({ study, path, wantsToAsk, formTitle }: ItemInspectorProps) {
  const say = useTexts(formTexts)
  if (path === undefined)
    return (
      <Inspector title={formTitle}>
        <InspectorSection title={say('history')}>
          <p className="secondary">{say('pickItem')}</p>
        </InspectorSection>
      </Inspector>
    )
  return <OfItem key={path} study={study} path={path} wantsToAsk={wantsToAsk} formTitle={formTitle} />
}

/** The form comes first: what is told beside it is drawn when the form has been. */
function OfItem({ path, ...about }: ItemInspectorProps & { readonly path: ItemPath }) {
  const { sitting } = useFormSession()
  const item = useDeferredValue(useItem(path))
  const casebook = useDeferredValue(useScene(sitting, (scene) => scene.casebook))
  return item && <Told {...about} item={item} casebook={casebook} />
}

interface ToldProps extends Omit<ItemInspectorProps, 'path'> {
  readonly item: ItemView
  readonly casebook: Casebook
}

const Told = memo(function Told({ study, item, casebook, wantsToAsk, formTitle }: ToldProps) {
  const say = useTexts(formTexts)
  const language = useLanguage()
  const { path } = item
  const event = study.event(steps(eventOf(path))[0]?.oid ?? '')
  const where = event && event.kind !== 'log' ? `${formTitle}, ${textIn(event.title, language)}` : formTitle
  const { history } = item.state ?? { history: [] }
  const planned = plannedSourceAt(study, path)
  return (
    <Inspector title={textIn(item.def.label, language)} subtitle={where}>
      <ComputedSection study={study} item={item} />
      <WhySection study={study} item={item} />
      <InspectorSection title={say('history')} aside={history.length > 0 && say('entries', { count: history.length })}>
        {planned !== undefined && history.length === 0 && (
          <p className="secondary">{say('comesFrom', { source: wordsIn(language).source[planned] })}</p>
        )}
        <HistoryList study={study} item={item} history={history} />
      </InspectorSection>
      <Earlier {...{ study, item, casebook, language }} />
      <InspectorSection title={say('queries')} aside={<Kbd keys="alt+q" />}>
        <QuerySection item={item} wantsToAsk={wantsToAsk} />
      </InspectorSection>
      {item.def.help && (
        <InspectorSection title={say('help')}>
          <p className="secondary">{textIn(item.def.help, language)}</p>
        </InspectorSection>
      )}
    </Inspector>
  )
})

interface EarlierProps extends Pick<ToldProps, 'study' | 'item' | 'casebook'> {
  readonly language: Language
}

function Earlier({ study, item, casebook, language }: EarlierProps) {
  const { sitting } = useFormSession()
  const say = useTexts(formTexts)
  const ui = useLanguage()
  const values = earlierValues(study, casebook, item.path, earlierForms(study, casebook, sitting.form))
  if (values.length === 0) return null
  const nameOf = (event: string) => {
    const def = study.event(event.split(':')[0] ?? event)
    return def ? textIn(def.title, language) : event
  }
  return (
    <InspectorSection title={say('earlier')}>
      <dl className={styles.facts}>
        {values.map(({ path, event, entry, date }) => (
          <div key={path}>
            <dt>
              {date === undefined ? '' : `${showDate(date, ui)}, `}
              {nameOf(event)}
            </dt>
            <dd>{showEntry(item.def, entry, item.codeList, language)}</dd>
          </div>
        ))}
      </dl>
    </InspectorSection>
  )
}
