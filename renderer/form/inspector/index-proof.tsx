import type { CompiledStudy } from '#shared/study/compile'
import { numberIn } from '#shared/study/show-entry'
import { useLanguage, useTexts } from '../../ui/language'
import { useIndex } from '../eq5d-index'
import type { ItemView } from '../scene'
import { formTexts } from '../texts'
import { figureLine } from './figures'
import { Proof } from './proof'
import { proofTexts } from './proof-texts'

/** How the index of a profile came about: the profile, what each level takes away, and the set with its hash. */
export function IndexProof({ study, item }: { study: CompiledStudy; item: ItemView }) {
  const say = useTexts(proofTexts)
  const form = useTexts(formTexts)
  const language = useLanguage()
  const index = useIndex(study, item)
  if (!index) return null
  const { computed, held, named = '' } = index
  const heading = say('formula.eq5d')
  const set = held
    ? [
        { label: say('name.value_set'), value: named, below: [held.document.version] },
        { label: say('fingerprint'), value: held.loaded.document.slice(0, 16) },
      ]
    : []
  if (!computed.ok)
    return <Proof heading={heading} reason={form(`noIndex.${computed.refusal.reason}`, { set: named })} lines={set} />
  const { value, trace } = computed
  return (
    <Proof
      heading={heading}
      lines={[...trace.inputs.map(({ value }) => ({ label: say('name.profile'), value })), ...set]}
      steps={{ title: say('steps'), lines: trace.steps.map((figure) => figureLine(say, language, figure)) }}
      results={[{ label: say('result'), value: numberIn(value.toFixed(3), language), tone: 'strong' }]}
      notes={[say('source', { source: trace.source }), ...(held ? [held.document.licence] : [])]}
    />
  )
}
