import type { Casebook } from '#shared/casebook/casebook'
import { eventPath, steps } from '#shared/casebook/path'
import { agentOf } from '#shared/dose-release/doses'
import type { CompiledStudy } from '#shared/study/compile'
import { useToday } from '../../app/clock'
import { type DoseAddress, hrefTo } from '../../app/paths'
import { usePlace, useSubject } from '../../app/place'
import { useCasebook, useSubjectStudy } from '../../data/hooks'
import { ButtonLink } from '../../ui/button'
import { useTexts } from '../../ui/language'
import { EmptyState } from '../../ui/notice'
import { Loading } from '../../ui/progress'
import { ReleaseView } from './release-view'
import { releaseTexts } from './texts'

/** Whether one dose may be given: what the gate says, on what, and what an investigator decides. */
export function DoseReleaseScreen() {
  const say = useTexts(releaseTexts)
  const place = usePlace()
  const { dose } = place
  const casebook = useCasebook(useSubject())
  const study = useSubjectStudy(place, casebook)
  const today = useToday()
  if (!study || !casebook) return <Loading label={say('reading')} />
  if (!dose || !isAsked(study, dose)) return <NoDose />
  const key = `${dose.event} ${dose.agent}`
  return <ReleaseView key={key} at={{ study, casebook, today }} address={dose} />
}

/** What the parts of the screen look at. */
export interface ReleaseAt {
  readonly study: CompiledStudy
  readonly casebook: Casebook
  readonly today: string
}

/** The visit, or the log, has a form that records doses of the agent. */
function isAsked(study: CompiledStudy, { event, agent }: DoseAddress): boolean {
  const [step] = steps(event)
  const forms = (step && eventPath(step) === event && study.event(step.oid)?.forms) || []
  return forms.some((form) => agentOf(study, form) === agent)
}

function NoDose() {
  const say = useTexts(releaseTexts)
  const { study, site } = usePlace()
  const subject = useSubject()
  return (
    <EmptyState
      icon="search"
      title={say('unknown')}
      action={<ButtonLink href={hrefTo({ screen: 'casebook', study, site, subject })}>{say('toCasebook')}</ButtonLink>}
    >
      {say('unknownText')}
    </EmptyState>
  )
}
