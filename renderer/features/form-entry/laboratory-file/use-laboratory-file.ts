import { useLayoutEffect, useMemo, useState } from 'react'
import { scheduleOf } from '#shared/casebook/schedule'
import { eventOf, type FormPath } from '#shared/casebook/path'
import type { ItemChange } from '#shared/change/change'
import type { DayOrder } from '#shared/laboratory-file/days'
import { laboratoryFile, readFile } from '#shared/laboratory-file/laboratory-file'
import type { Said } from '#shared/laboratory-file/read-result'
import type { SheetRefusal } from '#shared/sheet/sheet'
import { closedAt } from '#shared/review/closing'
import { useRecorder } from '../../../entry/use-world'
import { useFormSession } from '../../../form/form-session'
import { type World, maySay } from '../../../form/world'
import { readSheet } from '../../../import/read-sheet'
import type { ReadSheet } from '../../../import/sheet'
import { useSiteBook } from '../../../review/use-assert'
import { type Line, daysIn, linesOf, standingOf } from './lines'
import { laboratoryForms } from './visit-forms'
import { VisitSittings } from './visit-sittings'

type FileStep =
  | { readonly kind: 'choose' }
  | { readonly kind: 'reading' }
  | { readonly kind: 'refused'; readonly why: SheetRefusal; readonly line: number | undefined }
  | { readonly kind: 'read'; readonly name: string; readonly sheet: ReadSheet }

/** From a file or pasted rows to results that a person confirmed one by one, each a change of its own. */
export function useLaboratoryFile(world: World, open: FormPath) {
  const { sitting } = useFormSession()
  const siteBook = useSiteBook()
  const record = useRecorder(world, 'imported')
  const [step, setStep] = useState<FileStep>({ kind: 'choose' })
  const [order, setOrder] = useState<DayOrder>()
  const [chosenDay, setDay] = useState<string>()
  const [said, setSaid] = useState<ReadonlyMap<number, Said>>(new Map())
  const [confirmed, setConfirmed] = useState<ReadonlySet<string>>(new Set())
  const [writing, setWriting] = useState<'no' | 'busy' | 'failed'>('no')
  const { study, casebook, author } = world

  const forms = useMemo(
    () =>
      laboratoryForms(study, casebook, open, (form) =>
        maySay(author, 'value', closedAt(casebook, form, siteBook)?.closing ?? 'open'),
      ),
    [study, casebook, open, author, siteBook],
  )
  // The other forms of the visit are not on the screen; each has a sitting as long as the file is looked at.
  const [sittings] = useState(() => new VisitSittings(sitting, world, record))
  useLayoutEffect(() => sittings.look(world), [sittings, world])

  // What two forms of a visit ask for goes into the one that is open, else into the first.
  const wanted = useMemo(() => {
    const all = forms.flatMap(({ results }) => results)
    return all.filter(({ def }, at) => all.findIndex((one) => one.def.oid === def.oid) === at)
  }, [forms])
  const file = useMemo(
    () => (step.kind === 'read' ? laboratoryFile(step.sheet.rows, wanted) : undefined),
    [step, wanted],
  )
  const reads = useMemo(() => (file ? readFile(file, wanted, order, said) : []), [file, wanted, order, said])
  const days = daysIn(reads)
  const usual = [forms.find(({ on }) => on !== undefined)?.on, days.length === 1 ? days[0] : undefined]
  const day = chosenDay ?? usual.find((one) => one !== undefined && days.includes(one))
  const window = scheduleOf(study, casebook).find(({ event }) => event === eventOf(open))
  const asksDay = days.length > 1 && day === undefined
  const lines = file && !asksDay ? linesOf(reads, day, { world, forms, sittings, window }) : []
  const ready = lines.filter((line) => standingOf(line) === 'ready' && confirmed.has(line.id))

  const read = async (name: string, source: Blob | string) => {
    setStep({ kind: 'reading' })
    setOrder(undefined)
    setDay(undefined)
    setSaid(new Map())
    setConfirmed(new Set())
    const reading = await readSheet(source)
    setStep(
      reading.kind === 'read'
        ? { kind: 'read', name, sheet: reading.read }
        : { kind: 'refused', why: reading.why, line: reading.line },
    )
  }

  /** One change a line; what is stored already stays stored when a later one cannot be. */
  const write = async (reasonFor: (line: Line) => string): Promise<boolean> => {
    setWriting('busy')
    try {
      await sittings.settled()
      for (const line of ready) {
        const items = line.items.map((item): ItemChange => ({ ...item, reason: reasonFor(line) }))
        const logged = await record({ kind: 'value', items })
        if (line.form) sittings.of(line.form.form).learn(logged)
      }
      return true
    } catch {
      setWriting('failed')
      return false
    }
  }

  return {
    ...{ step, file, forms, lines, days, day, asksDay, ready, writing, window, order },
    others: reads.length - lines.filter(({ at }) => at !== undefined).length,
    read: (name: string, source: Blob | string) => void read(name, source),
    setOrder,
    setDay: (chosen: string) => {
      setDay(chosen)
      setConfirmed(new Set())
    },
    say: (at: number, more: Said) => setSaid(new Map(said).set(at, { ...said.get(at), ...more })),
    isConfirmed: (line: Line) => ready.includes(line),
    confirm: (line: Line, is: boolean) => {
      const next = new Set(confirmed)
      // Of two results for one place only one can be meant.
      for (const other of lines) if (other.path === line.path) next.delete(other.id)
      if (is) next.add(line.id)
      setConfirmed(next)
    },
    write,
  }
}
