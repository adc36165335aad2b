import type { Casebook } from '#shared/casebook/casebook'
import { type ItemPath, formOf, itemOf, steps } from '#shared/casebook/path'
import type { CompiledStudy } from '#shared/study/compile'
import { textIn } from '#shared/study/definition'
import { showEntry } from '#shared/study/show-entry'
import { InspectorSection } from '../../ui/inspector'
import { useTexts } from '../../ui/language'
import { useFormSession, useScene } from '../form-session'
import type { ItemView } from '../scene'
import { formTexts } from '../texts'
import styles from './inspector.module.css'

/** Why something is asked of an item. */
export function WhySection({ study, item }: { study: CompiledStudy; item: ItemView }) {
  const { sitting } = useFormSession()
  const casebook = useScene(sitting, (scene) => scene.casebook)
  const say = useTexts(formTexts)
  const { language } = item
  const findings = [...item.findings, ...item.confirmed]
  if (findings.length === 0) return null
  return (
    <>
      {findings.map((finding) => (
        <InspectorSection key={finding.check} title={say('whyFinding')}>
          <p>{textIn(finding.message, language)}</p>
          <Inputs study={study} casebook={casebook} paths={finding.items} language={language} />
          {finding.confirmation && (
            <p className={styles.reason}>{say('confirmedBy', { reason: finding.confirmation.reason })}</p>
          )}
        </InspectorSection>
      ))}
    </>
  )
}

interface InputsProps {
  readonly study: CompiledStudy
  readonly casebook: Casebook
  readonly paths: readonly ItemPath[]
  readonly language: ItemView['language']
}

function Inputs({ study, casebook, paths, language }: InputsProps) {
  const say = useTexts(formTexts)
  return (
    <dl className={styles.facts}>
      {paths.map((path) => {
        const form = formOf(path)
        const def = study.item(steps(path)[1]?.oid ?? '', itemOf(path))?.def
        const value = form && casebook.forms.get(form)?.items.get(path)?.value
        if (!def) return null
        return (
          <div key={path}>
            <dt>{textIn(def.label, language)}</dt>
            <dd>{value ? showEntry(def, value, study.codeListOf(def), language) : say('notYet')}</dd>
          </div>
        )
      })}
    </dl>
  )
}
