import { useEffect, useState } from 'react'
import { type Questionnaire, type WordingReading, questionnairesIn, readWordingPack } from '#shared/study/wording-file'
import type { LoadOutcome } from '../../data/published'
import { useData } from '../../data/hooks'

type PackStep =
  | { readonly kind: 'nothing' }
  | {
      readonly kind: 'read'
      readonly name: string
      readonly reading: WordingReading
      readonly loading: boolean
      readonly failed: Exclude<LoadOutcome, 'loaded'> | undefined
    }
  | { readonly kind: 'loaded' }

/** From a file to the words that participants read: held against the questionnaires of every study known here. */
export function usePack() {
  const data = useData()
  const [step, setStep] = useState<PackStep>({ kind: 'nothing' })
  const [forms, setForms] = useState<readonly Questionnaire[]>()
  useEffect(() => {
    let here = true
    const read = async () => {
      const versions = await data.studyVersions()
      if (here) setForms(questionnairesIn(versions))
    }
    void read()
    const listening = data.subscribe((event) => {
      if (event.kind === 'study') void read()
    })
    return () => {
      here = false
      void listening.then((stop) => stop())
    }
  }, [data])

  const readFile = async (file: File) => {
    const reading = readWordingPack(await file.text(), forms ?? [])
    setStep({ kind: 'read', name: file.name, reading, loading: false, failed: undefined })
  }
  const load = async () => {
    if (step.kind !== 'read' || step.reading.kind !== 'pack') return
    const { pack } = step.reading
    setStep({ ...step, loading: true, failed: undefined })
    const outcome = await data.loadReference({ reference: { kind: 'wording', about: pack.form, document: pack } })
    setStep(outcome === 'loaded' ? { kind: 'loaded' } : { ...step, loading: false, failed: outcome })
  }
  return {
    step,
    forms,
    readFile: (file: File) => void readFile(file),
    load: () => void load(),
    discard: () => setStep({ kind: 'nothing' }),
  }
}
