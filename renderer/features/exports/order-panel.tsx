import type { SubjectSummary } from '#shared/casebook/summary'
import { formats } from '#shared/export/formats'
import type { Contents } from '#shared/export/inventory'
import { ExportFormat } from '#shared/export/manifest'
import type { OdmKind } from '#shared/export/odm/odm'
import { textIn } from '#shared/study/definition'
import { ExportOutcome } from '../../export/outcome'
import type { Export } from '../../export/use-export'
import type { ServerExports } from '../../export/use-server-exports'
import { Button } from '../../ui/button'
import { Segmented } from '../../ui/field'
import { type UiLanguage, useLanguage, useTexts } from '../../ui/language'
import styles from './exports.module.css'
import { Preview } from './preview'
import { serverTexts } from './server-texts'
import { type Profile, ServerTrouble, ServerWish } from './server-wish'
import { exportsTexts } from './texts'

/** Where a file is made: here, of what this device has, or at the server, of everything that the person sees. */
export type Where = 'here' | 'server'

interface OrderPanelProps {
  readonly where: Where
  readonly onWhere: (where: Where) => void
  readonly profile: Profile
  readonly onProfile: (profile: Profile) => void
  readonly server: ServerExports
  readonly all: number
  readonly chosen: readonly SubjectSummary[]
  readonly counted: number
  readonly preview: Contents
  readonly order: { readonly format: ExportFormat; readonly kind: OdmKind; readonly textsIn: UiLanguage }
  readonly onFormat: (format: ExportFormat) => void
  readonly onKind: (kind: OdmKind) => void
  readonly onTextsIn: (language: UiLanguage) => void
  readonly making: Export
  /** There is nothing to make a file of. */
  readonly nothing: boolean
  readonly onMake: () => void
}

/** What is made, what will be in it, and what came of it. */
export function OrderPanel(props: OrderPanelProps) {
  const { where, onWhere, all, chosen, counted, preview, order, onFormat, making, server, nothing, onMake } = props
  const say = useTexts(exportsTexts)
  const says = useTexts(serverTexts)
  const language = useLanguage()
  const isHere = where === 'here'
  const working = isHere && making.state.kind === 'working'
  const nobodys = order.format === 'forms'
  return (
    <aside className={styles.order} aria-label={say('what')}>
      <div className={styles.wishes}>
        <div className={styles.language}>
          <h2>{says('where')}</h2>
          <Segmented
            label={says('where')}
            value={where}
            choices={[
              { value: 'here', label: says('here') },
              { value: 'server', label: says('server') },
            ]}
            onChange={onWhere}
          />
        </div>
        <fieldset className={styles.kinds}>
          <legend>
            <h2>{say('what')}</h2>
          </legend>
          {ExportFormat.options.map((each) => (
            <label key={each} className={styles.kind}>
              <input
                type="radio"
                name="format"
                checked={each === order.format}
                disabled={working}
                onChange={() => onFormat(each)}
              />
              <span>
                <b className="medium">{textIn(formats[each].title, language)}</b>
                {each === order.format && <span className="secondary">{textIn(formats[each].text, language)}</span>}
              </span>
            </label>
          ))}
        </fieldset>
        <Options {...props} working={working} />
        {isHere && !nobodys && <Preview all={all} chosen={chosen} counted={counted} contents={preview} />}
        {!isHere && <ServerWish profile={props.profile} onProfile={props.onProfile} nobodys={nobodys} />}
      </div>
      <div className={styles.go}>
        {isHere ? <ExportOutcome of={making} /> : <ServerTrouble of={server} />}
        <Button kind="primary" icon="export" keys="mod+Enter" tall disabled={working || nothing} onClick={onMake}>
          {isHere ? say('make') : says('ask')}
        </Button>
      </div>
    </aside>
  )
}

/** What the chosen format leaves to be said. */
function Options({ order, onKind, onTextsIn, working }: OrderPanelProps & { readonly working: boolean }) {
  const say = useTexts(exportsTexts)
  const { options } = formats[order.format]
  return (
    <>
      {options.includes('language') && (
        <div className={styles.language}>
          <h2>{say('language')}</h2>
          <Segmented
            label={say('language')}
            value={order.textsIn}
            disabled={working}
            choices={[
              { value: 'en', label: say('english') },
              { value: 'fr', label: say('french') },
              { value: 'sv', label: say('swedish') },
            ]}
            onChange={onTextsIn}
          />
        </div>
      )}
      {options.includes('history') && (
        <div className={styles.language}>
          <h2>{say('history')}</h2>
          <Segmented
            label={say('history')}
            value={order.kind}
            disabled={working}
            choices={[
              { value: 'snapshot', label: say('snapshot') },
              { value: 'transactional', label: say('transactional') },
            ]}
            onChange={onKind}
          />
        </div>
      )}
    </>
  )
}
