import { formsToHand } from '#shared/casebook/kiosk'
import type { CompiledStudy } from '#shared/study/compile'
import { useFormPath, usePlace, useSubject } from '../../app/place'
import { handed, useAppDispatch } from '../../app/store'
import { useFormSession, useScene } from '../../form/form-session'
import { Button } from '../../ui/button'
import { useLanguage, useTexts } from '../../ui/language'
import { entryTexts } from './texts'

/** Gives the screen to the participant: this questionnaire, and the others of the visit that still ask something. */
export function HandOver({ study }: { study: CompiledStudy }) {
  const say = useTexts(entryTexts)
  const language = useLanguage()
  const dispatch = useAppDispatch()
  const place = usePlace()
  const subject = useSubject()
  const form = useFormPath()
  const { sitting } = useFormSession()
  const casebook = useScene(sitting, (scene) => scene.casebook)
  const forms = formsToHand(study, casebook, form)
  if (forms.length === 0) return null
  const hand = async () => {
    // What the nurse was typing is stored before anyone else sees the screen.
    await sitting.settled()
    dispatch(
      handed({ study: place.study, site: place.site, subject, forms: [...forms], form: 0, language, large: false }),
    )
  }
  return (
    <Button icon="swap" onClick={() => void hand()}>
      {say('handOver')}
    </Button>
  )
}
