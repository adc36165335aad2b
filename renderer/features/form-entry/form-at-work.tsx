import { isUnsettled } from '#shared/casebook/queries'
import { useEffect, useMemo, useState } from 'react'
import type { Casebook } from '#shared/casebook/casebook'
import { type FormPath, type ItemPath, eventOf, within } from '#shared/casebook/path'
import { studyAt } from '#shared/casebook/versions'
import type { CompiledStudy } from '#shared/study/compile'
import { type FormDef, textIn } from '#shared/study/definition'
import { usePlace, useSubject } from '../../app/place'
import { FormBody } from '../../form/form-body'
import { focusedItem } from '../../form/focus'
import { FormSessionProvider } from '../../form/form-session'
import { ItemInspector } from '../../form/inspector/item-inspector'
import { useRested } from '../../form/use-rested'
import { useInspector } from '../../ui/inspector'
import { useLanguage } from '../../ui/language'
import { Screen, Scroll } from '../../ui/screen'
import { closedAt } from '#shared/review/closing'
import { SeriousNotice } from '../../review/serious-notice'
import { useSiteBook } from '../../review/use-assert'
import { AttachmentsPart } from './attachments/attachments-part'
import { DoseNotice } from './dose-notice'
import { EntryFoot } from './entry-foot'
import { EntryHead } from './entry-head'
import { FormReview } from './form-review'
import { LaboratoryFileButton } from './laboratory-file/laboratory-file-button'
import { neighboursOf } from './neighbours'
import { useDraftShelf } from '../../entry/shelves'
import { useOpenEvent } from '../../entry/use-open-event'
import { useOpenRecord } from '../../entry/use-open-record'
import { useSitting } from '../../entry/use-sitting'
import { useRecorder, useWorld } from '../../entry/use-world'
import { VisitDate } from './visit-date'

interface FormAtWorkProps {
  readonly study: CompiledStudy
  readonly casebook: Casebook
  readonly def: FormDef
  readonly form: FormPath
}

export function FormAtWork({ study, casebook, def, form }: FormAtWorkProps) {
  const language = useLanguage()
  const siteBook = useSiteBook()
  const { item: beginAt } = usePlace()
  const shelf = useDraftShelf(useSubject())
  const world = useWorld(study, casebook, def)
  const sitting = useSitting(form, world, useRecorder(world), shelf)
  const openEvent = useOpenEvent(study, shelf)
  const openRecord = useOpenRecord(study)
  const neighbours = useMemo(() => neighboursOf(study, casebook, form), [study, casebook, form])
  const [focused, setFocused] = useState<ItemPath | undefined>(beginAt)
  const follow = useRested(setFocused)
  const [asked, setAsked] = useState(0)
  const { setOpen } = useInspector()
  const asksAt = beginAt !== undefined && isAsked(casebook, form, beginAt)
  useEffect(() => {
    if (asksAt) setOpen(true)
    // Only on arrival: a question that is settled or comes up later moves nothing on the screen.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [beginAt, setOpen])
  const title = textIn(def.title, language)
  const event = study.event(eventOf(form).split(':')[0] ?? '')
  const headed = event !== undefined && event.kind !== 'log' && def.oid !== study.version.visitDate.form
  const closing = closedAt(casebook, form, siteBook)?.closing ?? 'open'
  const inspect = { study, formTitle: title, wantsToAsk: asked }
  return (
    <FormSessionProvider {...{ sitting, world, shelf, openEvent, openRecord }} closing={closing}>
      <Screen>
        <EntryHead
          def={def}
          study={study}
          version={studyAt(study, casebook, form).version.name}
          neighbours={neighbours}
          focused={focused}
          filling={<LaboratoryFileButton world={world} />}
          notice={
            <>
              <DoseNotice study={study} casebook={casebook} form={form} />
              <SeriousNotice study={study} casebook={casebook} about={form} />
              <FormReview {...{ study, casebook, siteBook, form, focused }} />
            </>
          }
        />
        <Scroll>
          <FormBody onItem={follow.rest} beginAt={beginAt}>
            {headed && <VisitDate world={world} form={form} shelf={shelf} focused={focused} inspect={inspect} />}
          </FormBody>
          <AttachmentsPart {...{ study, casebook, form, closing }} />
        </Scroll>
        <EntryFoot
          neighbours={neighbours}
          onHistory={() => setOpen(true)}
          onAsk={() => {
            // The question is about where the cursor is, not about where it was a moment ago.
            const here = focusedItem()
            if (here) follow.now(here)
            setOpen(true)
            setAsked((count) => count + 1)
          }}
        />
      </Screen>
      {(focused === undefined || within(focused, form)) && <ItemInspector {...inspect} path={focused} />}
    </FormSessionProvider>
  )
}

/** Whether an item has a question to talk about: whoever is sent there wants to read it. */
const isAsked = (casebook: Casebook, form: FormPath, item: ItemPath): boolean =>
  casebook.forms.get(form)?.queries.some(({ scope, status }) => scope === item && isUnsettled(status)) ?? false
