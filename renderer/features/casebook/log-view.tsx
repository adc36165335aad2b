import { useCallback, useMemo } from 'react'
import type { Casebook } from '#shared/casebook/casebook'
import { type FormPath, type Scope, eventPath } from '#shared/casebook/path'
import { closedAt } from '#shared/review/closing'
import { isOpenTo } from '#shared/roles'
import type { CompiledStudy } from '#shared/study/compile'
import { mayHere, usePlace, useSubject } from '../../app/place'
import { useDraftShelf } from '../../entry/shelves'
import { useOpenEvent } from '../../entry/use-open-event'
import { useOpenRecord } from '../../entry/use-open-record'
import { useDirectory, useRecorder, useWorld } from '../../entry/use-world'
import { LogTable } from '../../form/log/log-table'
import { PeopleContext } from '../../form/people'
import { ClosedNotice } from '../../review/closed-notice'
import { UntrainedNotice } from '../../review/untrained-notice'
import { useSiteBook } from '../../review/use-assert'
import { Button } from '../../ui/button'
import { Chip } from '../../ui/chip'
import { useLanguage, useTexts } from '../../ui/language'
import { ToolLine } from '../../ui/screen'
import type { LogKind } from './logs'
import { logTitle } from './side-panel'
import { casebookTexts } from './texts'

interface LogViewProps {
  readonly study: CompiledStudy
  readonly casebook: Casebook
  readonly log: LogKind
  readonly onForm: (form: FormPath) => void
}

/** The records of one log of the participant, in a table that is typed into. */
export function LogView({ study, casebook, log, onForm }: LogViewProps) {
  const say = useTexts(casebookTexts)
  const language = useLanguage()
  const place = usePlace()
  const people = useDirectory()
  const shelf = useDraftShelf(useSubject())
  const { def, event } = log
  const world = useWorld(study, casebook, def)
  const record = useRecorder(world)
  const openEvent = useOpenEvent(study, shelf)
  const openRecord = useOpenRecord(study)
  const siteBook = useSiteBook()
  const closingOf = useCallback(
    (scope: Scope) => closedAt(casebook, scope, siteBook)?.closing ?? 'open',
    [casebook, siteBook],
  )
  const closed = closedAt(casebook, eventPath({ oid: event }), siteBook)
  const enters = mayHere(place, 'value', study.id) && isOpenTo('value', closed?.closing ?? 'open')
  const { domain } = def
  const newLabel = domain === 'AE' || domain === 'CM' || domain === 'MH' ? say(`new.${domain}`) : say('new')
  const title = useMemo(() => logTitle(def, say, language), [def, say, language])
  return (
    <PeopleContext value={people}>
      <UntrainedNotice version={study.id} />
      {closed && <ClosedNotice closed={closed} />}
      <LogTable
        {...{ study, casebook, world, def, event, title, record, shelf, openEvent, openRecord, onForm, closingOf }}
        closedNotice={(item) => {
          const one = closedAt(casebook, item, siteBook)
          return one && <ClosedNotice closed={one} />
        }}
        tools={({ standing, withdrawn, withWithdrawn, showWithdrawn }, begin) => (
          <ToolLine>
            <span className="secondary">{say('records', { count: standing })}</span>
            {withdrawn > 0 && (
              <Chip on={withWithdrawn} count={withdrawn} onClick={() => showWithdrawn(!withWithdrawn)}>
                {say('withdrawnRecords')}
              </Chip>
            )}
            <span className="grow" />
            {enters && (
              <Button kind="primary" icon="plus" onClick={begin}>
                {newLabel}
              </Button>
            )}
          </ToolLine>
        )}
      />
    </PeopleContext>
  )
}
