import { visitDatePath } from '#shared/casebook/earlier'
import { type FormPath, type ItemPath, eventOf, formPath, steps } from '#shared/casebook/path'
import type { CompiledStudy } from '#shared/study/compile'
import type { DraftShelf } from '../../form/draft-shelf'
import { FormSessionProvider } from '../../form/form-session'
import { ItemInspector } from '../../form/inspector/item-inspector'
import { ItemRow } from '../../form/item-row'
import type { World } from '../../form/world'
import styles from './entry.module.css'
import { useSitting } from '../../entry/use-sitting'
import { useRecorder } from '../../entry/use-world'

interface VisitDateProps {
  readonly world: World
  readonly form: FormPath
  readonly shelf: DraftShelf
  readonly focused: ItemPath | undefined
  readonly inspect: { readonly study: CompiledStudy; readonly formTitle: string; readonly wantsToAsk: number }
}

/** The date of the visit, at the head of each of its forms: one item of the visit's own form. */
export function VisitDate(props: VisitDateProps) {
  const { world, form } = props
  const path = visitDatePath(world.study, eventOf(form))
  const [event] = steps(form)
  if (!path || !event) return null
  return <DateLine {...props} path={path} visit={formPath(event, { oid: world.study.version.visitDate.form })} />
}

function DateLine({
  world,
  shelf,
  focused,
  inspect,
  path,
  visit,
}: VisitDateProps & { path: ItemPath; visit: FormPath }) {
  const sitting = useSitting(visit, world, useRecorder(world), shelf)
  return (
    <FormSessionProvider sitting={sitting} world={world} shelf={shelf}>
      <div className={styles.visitDate}>
        <ItemRow path={path} />
      </div>
      {focused === path && <ItemInspector {...inspect} path={path} />}
    </FormSessionProvider>
  )
}
