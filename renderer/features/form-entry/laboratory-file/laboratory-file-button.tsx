import { lazy, Suspense, useState } from 'react'
import type { World } from '../../../form/world'
import { useFormSession } from '../../../form/form-session'
import { Button } from '../../../ui/button'
import { useTexts } from '../../../ui/language'
import { fileTexts } from './texts'
import { asksForResults } from './visit-forms'

const LaboratoryFileDialog = lazy(async () => {
  const { LaboratoryFileDialog: Loaded } = await import('./laboratory-file-dialog')
  return { default: Loaded }
})

/** On a form that asks for results of a laboratory: the way to enter them from a file. */
export function LaboratoryFileButton({ world }: { readonly world: World }) {
  const say = useTexts(fileTexts)
  const { sitting, mayEnter } = useFormSession()
  const [open, setOpen] = useState(false)
  if (!mayEnter || !asksForResults(world.study, sitting.form)) return null
  return (
    <>
      <Button icon="document" onClick={() => setOpen(true)}>
        {say('open')}
      </Button>
      {open && (
        <Suspense>
          <LaboratoryFileDialog world={world} form={sitting.form} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
