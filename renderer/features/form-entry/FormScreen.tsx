import type { Casebook } from '#shared/casebook/casebook'
import { steps } from '#shared/casebook/path'
import type { CompiledStudy } from '#shared/study/compile'
import { studyAt } from '#shared/casebook/versions'
import { hrefTo } from '../../app/paths'
import { useFormPath, usePlace, useSubject } from '../../app/place'
import { useCasebook, useSubjectStudy } from '../../data/hooks'
import { PeopleContext } from '../../form/people'
import { ButtonLink } from '../../ui/button'
import { useTexts } from '../../ui/language'
import { EmptyState } from '../../ui/notice'
import { Loading } from '../../ui/progress'
import { FormAtWork } from './form-at-work'
import { entryTexts } from './texts'
import { useDirectory } from '../../entry/use-world'

/** One form of one participant, to be filled or read. */
export function FormScreen() {
  const say = useTexts(entryTexts)
  const casebook = useCasebook(useSubject())
  const study = useSubjectStudy(usePlace(), casebook)
  if (!study || !casebook) return <Loading label={say('reading')} />
  return <KnownForm study={study} casebook={casebook} />
}

function KnownForm({ study, casebook }: { study: CompiledStudy; casebook: Casebook }) {
  const say = useTexts(entryTexts)
  const people = useDirectory()
  const place = usePlace()
  const subject = useSubject()
  const form = useFormPath()
  const [event, own] = steps(form)
  const version = studyAt(study, casebook, form)
  const entered = casebook.forms.get(form)?.version !== undefined
  const asked = own && event && (entered || version.event(event.oid)?.forms.includes(own.oid))
  const def = asked ? version.form(own.oid) : undefined
  if (!def)
    return (
      <EmptyState
        icon="document"
        title={say('unknownForm')}
        action={
          <ButtonLink href={hrefTo({ screen: 'casebook', study: place.study, site: place.site, subject })}>
            {say('toCasebook')}
          </ButtonLink>
        }
      >
        {say('unknownFormText')}
      </EmptyState>
    )
  return (
    <PeopleContext value={people}>
      {/* Another form is another sitting. */}
      <FormAtWork key={form} study={study} casebook={casebook} def={def} form={form} />
    </PeopleContext>
  )
}
