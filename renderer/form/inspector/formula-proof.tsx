import type { Answer } from '#shared/clinical/formula'
import type { Computed } from '#shared/clinical/trace'
import { useLanguage, useTexts } from '../../ui/language'
import { figureLine, measure, ruleText } from './figures'
import { Proof } from './proof'
import { expressionIn, keyOf, proofTexts } from './proof-texts'

/** How a figure came about that belongs to no item, as a formula of the engines says it. */
export function FormulaProof({ computed }: { computed: Extract<Computed<Answer>, { ok: true }> }) {
  const say = useTexts(proofTexts)
  const language = useLanguage()
  const { value, trace } = computed
  const heading = keyOf('formula', trace.formula)
  const says = keyOf('says', trace.formula)
  const result = measure(language, value.value.toFixed(), value.unit)
  return (
    <Proof
      heading={heading ? say(heading) : trace.formula}
      expression={says ? say(says) : expressionIn(trace.expression, language)}
      lines={trace.inputs.map((figure) => figureLine(say, language, figure))}
      steps={{ title: say('steps'), lines: trace.steps.map((figure) => figureLine(say, language, figure)) }}
      rule={ruleText(say, trace)}
      results={[{ label: say('result'), value: result, tone: 'strong' }]}
      notes={[say('source', { source: trace.source })]}
    />
  )
}
