import { type NoIndexHere, indexOfProfile } from '#shared/clinical/quality-of-life/index-of-profile'
import type { Computed } from '#shared/clinical/trace'
import type { Decimal } from '#shared/quantity/decimal'
import type { CompiledStudy } from '#shared/study/compile'
import { numberIn } from '#shared/study/show-entry'
import { type Loaded, useValueSet } from '../data/hooks'
import type { Eq5dValueSet } from '#shared/clinical/quality-of-life/value-set-document'
import { IconButton } from '../ui/button'
import { useInspector } from '../ui/inspector'
import { useLanguage, useTexts } from '../ui/language'
import controls from './controls/controls.module.css'
import styles from './form.module.css'
import { useFormSession, useScene } from './form-session'
import type { ItemView } from './scene'
import { formTexts } from './texts'

/** The index of a profile with what it rests on. It is no item: it follows from the answers and the set alone. */
export interface Index {
  readonly named: string | undefined
  readonly held: Loaded<Eq5dValueSet> | undefined
  readonly computed: Computed<Decimal, NoIndexHere>
}

/** Undefined while the set is being read. */
export function useIndex(study: CompiledStudy, { calculation }: Pick<ItemView, 'calculation'>): Index | undefined {
  const named = study.version.questionnaires?.eq5dValueSet?.value
  const followed = useValueSet(named)
  if (named !== undefined && !followed) return undefined
  const held = followed?.held
  const profile = calculation?.entry?.state === 'value' ? calculation.entry.text : undefined
  return { named, held, computed: indexOfProfile(profile, { named, set: held?.document }) }
}

/** Below a profile: its index, or why there is none. */
export function IndexLine({ item }: { item: ItemView }) {
  const say = useTexts(formTexts)
  const language = useLanguage()
  const { setOpen } = useInspector()
  const { sitting } = useFormSession()
  const study = useScene(sitting, ({ from }) => from.inputs.study)
  const index = useIndex(study, item)
  if (!index) return null
  const { computed, named = '' } = index
  return (
    <div className={styles.line} data-derived="eq5d-index">
      <span className={styles.label}>{say('eq5dIndex')}</span>
      <div className={controls.calculated}>
        <IconButton
          icon="formula"
          label={say('howComputed')}
          className={controls.proofMark}
          onClick={() => setOpen(true)}
        />
        <output>
          {computed.ok ? (
            numberIn(computed.value.toFixed(3), language)
          ) : (
            <span className={controls.notYet}>{say('noIndex')}</span>
          )}
        </output>
      </div>
      <span className={styles.note}>
        <span className={styles.help}>
          {computed.ok ? say('eq5dBy', { set: named }) : say(`noIndex.${computed.refusal.reason}`, { set: named })}
        </span>
      </span>
    </div>
  )
}
