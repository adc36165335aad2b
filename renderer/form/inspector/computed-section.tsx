import type { TermGraded } from '#shared/clinical/ctcae/analytes'
import type { CompiledStudy } from '#shared/study/compile'
import { isProfile } from '#shared/study/eq5d-profile'
import { showUnit } from '#shared/study/show-entry'
import { Grade } from '../../ui/grade'
import { InspectorSection } from '../../ui/inspector'
import { type Say, type UiLanguage, useLanguage, useTexts } from '../../ui/language'
import type { ItemView } from '../scene'
import { CalculationProof } from './calculation-proof'
import { figureLine, figureName, ruleText } from './figures'
import { IndexProof } from './index-proof'
import { Proof } from './proof'
import styles from './proof.module.css'
import { expressionIn, type ProofTextKey, proofTexts } from './proof-texts'

/** How everything that was computed about an item came about, as the engines themselves say it; nothing for the rest. */
export function ComputedSection({ study, item }: { study: CompiledStudy; item: ItemView }) {
  const say = useTexts(proofTexts)
  const { calculation, grades, flag } = item
  const outside = flag?.ok && flag.value !== 'within' ? flag.trace : undefined
  if (!calculation && grades.length === 0 && !outside) return null
  return (
    <InspectorSection title={say('title')}>
      <div className={styles.proofs}>
        {calculation && <CalculationProof study={study} item={item} calculation={calculation} />}
        {isProfile(item.def) && <IndexProof study={study} item={item} />}
        {worstFirst(grades).map((graded) => (
          <GradeProof key={graded.term} graded={graded} />
        ))}
        {outside && <FlagProof trace={outside} />}
      </div>
    </InspectorSection>
  )
}

const rank = ({ graded }: TermGraded): number => (graded.ok ? graded.value : -1)
const worstFirst = (grades: readonly TermGraded[]) => grades.toSorted((a, b) => rank(b) - rank(a))

/** A term whose grade the value gives; of one that it does not, only why. */
function GradeProof({ graded: { term, graded } }: { graded: TermGraded }) {
  const say = useTexts(proofTexts)
  const language = useLanguage()
  if (!graded.ok) return <Proof heading={term} lines={[]} notes={[whyUngraded(say, language, graded.refusal)]} />
  const { value: grade, trace } = graded
  return (
    <Proof
      heading={term}
      outcome={<Grade grade={String(grade)} />}
      expression={expressionIn(showUnit(trace.expression), language)}
      lines={trace.inputs.map((figure) => figureLine(say, language, figure))}
      steps={{ title: say('steps'), lines: trace.steps.map((figure) => figureLine(say, language, figure)) }}
      rule={ruleText(say, trace)}
      notes={[say('source', { source: trace.source })]}
    />
  )
}

function whyUngraded(
  say: Say<ProofTextKey>,
  language: UiLanguage,
  { reason, input }: Extract<TermGraded['graded'], { ok: false }>['refusal'],
): string {
  if (reason === 'missing' && input === 'ALB') return say('reason.correction')
  if (reason === 'missing' && (input === 'lln' || input === 'uln')) return say(`reason.${input}`)
  return say(`reason.${reason}`, { input: figureName(say, language, input ?? 'value') })
}

function FlagProof({ trace }: { trace: NonNullable<Extract<ItemView['flag'], { ok: true }>>['trace'] }) {
  const say = useTexts(proofTexts)
  const language = useLanguage()
  return (
    <Proof
      heading={say('formula.expected')}
      expression={expressionIn(showUnit(trace.expression), language)}
      lines={trace.inputs.map((figure) => figureLine(say, language, figure))}
      rule={ruleText(say, trace)}
      notes={[say('expectedSource')]}
    />
  )
}
