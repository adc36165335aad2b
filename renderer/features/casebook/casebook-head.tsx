import type { ReactNode } from 'react'
import type { Casebook } from '#shared/casebook/casebook'
import type { CompiledStudy } from '#shared/study/compile'
import { isBlind, randomisationOf } from '#shared/randomisation/allocation'
import { textIn } from '#shared/study/definition'
import { usePlace } from '../../app/place'
import { useRoster } from '../../data/hooks'
import { CalculationProof } from '../../form/inspector/calculation-proof'
import { FormulaProof } from '../../form/inspector/formula-proof'
import { Proved } from '../../form/inspector/proved'
import { HueDot } from '../../ui/chip'
import { useLanguage, useTexts } from '../../ui/language'
import { Fact, Facts, ScreenHead } from '../../ui/screen'
import { factsOf } from './facts'
import { casebookTexts } from './texts'

interface CasebookHeadProps {
  readonly study: CompiledStudy
  readonly casebook: Casebook
  readonly today: string
  /** On the right: what can be done with the casebook as a whole. */
  readonly actions: ReactNode
}

/** Who this is: code, age and sex, arm, phase, day on study. */
export function CasebookHead({ study, casebook, today, actions }: CasebookHeadProps) {
  const say = useTexts(casebookTexts)
  const language = useLanguage()
  const place = usePlace()
  const roster = useRoster(place.study, place.site)
  const summary = roster?.find(({ subject }) => subject === casebook.subject)
  const arm = study.version.arms.find(({ oid }) => oid === summary?.arm)
  const { sex, age, phase, day } = factsOf(study, casebook, language, today)
  const person = sex !== undefined && age ? `${sex},` : (sex ?? (age ? '' : say('notKnown')))
  return (
    <ScreenHead title={casebook.code ?? '…'} aside={actions}>
      <Facts>
        <Fact label={say('person')}>
          {person}
          {age && (
            <Proved
              shown={say('years', { age: age.years })}
              proof={age.computed && <CalculationProof study={study} {...age.computed} />}
            />
          )}
        </Fact>
        <Fact label={say('arm')}>
          {arm ? (
            <>
              <HueDot hue={arm.hue ?? 'neutral'} /> {textIn(arm.title, language)}
            </>
          ) : (
            say(isBlind(study) && randomisationOf(casebook).state === 'allocated' ? 'blindArm' : 'noArm')
          )}
        </Fact>
        {phase && (
          <Fact label={say('phase')}>
            {phase.doses ? say('phaseDoses', { phase: phase.title, count: phase.doses }) : phase.title}
          </Fact>
        )}
        <Fact label={say('day')}>
          {day ? <Proved shown={day.value.value.toString()} proof={<FormulaProof computed={day} />} /> : say('noDay')}
        </Fact>
      </Facts>
    </ScreenHead>
  )
}
