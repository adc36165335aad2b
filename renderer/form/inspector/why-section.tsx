import type { Casebook } from '#shared/casebook/casebook'
import type { Finding } from '#shared/casebook/findings'
import { type Ground, type Grounds, groundsOf } from '#shared/casebook/grounds'
import { answersOf } from '#shared/casebook/links'
import { formOid, steps } from '#shared/casebook/path'
import type { CompiledStudy } from '#shared/study/compile'
import { textIn } from '#shared/study/definition'
import { showEntry } from '#shared/study/show-entry'
import { showDate } from '../../ui/dates'
import { InspectorSection } from '../../ui/inspector'
import { useLanguage, useTexts } from '../../ui/language'
import { uiTexts } from '../../ui/texts'
import { useFormSession, useScene } from '../form-session'
import type { ItemView } from '../scene'
import { formTexts } from '../texts'
import styles from './inspector.module.css'

/** A rule over a whole course may look at hundreds of values; the first ones tell which. */
const SHOWN = 12

/** Why something is asked of an item: the rule in words, what it rests on and where that stands, and who asks for it. */
export function WhySection({ study, item }: { study: CompiledStudy; item: ItemView }) {
  const { sitting } = useFormSession()
  const casebook = useScene(sitting, (scene) => scene.casebook)
  const say = useTexts(formTexts)
  const findings = [...item.findings, ...item.confirmed]
  if (findings.length === 0) return null
  return (
    <>
      {findings.map((finding) => (
        <InspectorSection key={finding.check} title={say('whyFinding')}>
          <Why study={study} casebook={casebook} item={item} finding={finding} />
        </InspectorSection>
      ))}
    </>
  )
}

interface WhyProps {
  readonly study: CompiledStudy
  readonly casebook: Casebook
  readonly item: ItemView
  readonly finding: Finding
}

function Why({ study, casebook, item, finding }: WhyProps) {
  const { sitting } = useFormSession()
  const say = useTexts(formTexts)
  const grounds = groundsOf(study, casebook, sitting.form, finding, sitting.today())
  const { inputs } = grounds
  return (
    <div className={styles.why}>
      <p>{textIn(finding.message, item.language)}</p>
      <p className="secondary">{say('restsOn')}</p>
      <dl className={styles.facts}>
        {inputs.slice(0, SHOWN).map((ground) => (
          <Input
            key={ground.path}
            study={study}
            casebook={casebook}
            item={item}
            ground={ground}
            isElsewhere={ground.form !== sitting.form}
          />
        ))}
      </dl>
      {inputs.length > SHOWN && <p className="secondary">{say('restsOnMore', { count: inputs.length - SHOWN })}</p>}
      <Rule study={study} item={item} grounds={grounds} />
      {finding.confirmation && (
        <p className={styles.reason}>{say('confirmedBy', { reason: finding.confirmation.reason })}</p>
      )}
    </div>
  )
}

interface InputProps {
  readonly study: CompiledStudy
  readonly casebook: Casebook
  readonly item: ItemView
  readonly ground: Ground
  readonly isElsewhere: boolean
}

/** One value: what it is, what stands in it and, of another form, where and of which day. */
function Input({ study, casebook, item, ground: { path, def, state, form, date }, isElsewhere }: InputProps) {
  const say = useTexts(formTexts)
  const ui = useTexts(uiTexts)
  const language = useLanguage()
  const value = path === item.path ? (state?.value ?? item.calculated) : state?.value
  const shown = state?.contested
    ? ui('contested')
    : value && showEntry(def, value, answersOf(study, casebook, def), item.language)
  const title = study.form(formOid(form))?.title
  const event = study.event(steps(form)[0]?.oid ?? '')
  const where = [
    title && textIn(title, item.language),
    event?.kind !== 'log' && event && textIn(event.title, item.language),
    date !== undefined && showDate(date, language),
  ]
  return (
    <div>
      <dt>
        {textIn(def.label, item.language)}
        {isElsewhere && <span className={styles.where}>{where.filter(Boolean).join(', ')}</span>}
      </dt>
      <dd>{shown === undefined || shown === '' ? say('notYet') : shown}</dd>
    </div>
  )
}

/** Which rule it is, and the part of the protocol that asks for it. */
function Rule({ study, item, grounds: { check, source } }: Pick<WhyProps, 'study' | 'item'> & { grounds: Grounds }) {
  const say = useTexts(formTexts)
  const { version } = study
  const of = { study: version.study.name, version: version.name }
  return (
    <>
      {source && (
        <p className="secondary">
          {say('protocolSection', { section: textIn(source.section, item.language) })}, {say(`from.${source.from}`)}
          {source.note && `: ${textIn(source.note, item.language)}`}
        </p>
      )}
      <p className="secondary">{check === undefined ? say('ruleOfItem', of) : say('ruleOfStudy', { check, ...of })}</p>
    </>
  )
}
