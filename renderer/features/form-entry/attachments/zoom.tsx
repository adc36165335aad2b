import { Segmented } from '../../../ui/field'
import { useTexts } from '../../../ui/language'
import { attachmentTexts } from './texts'

const ZOOMS = ['1', '2', '4'] as const

/** How often its width a picture is shown: once fits. */
export type Zoom = (typeof ZOOMS)[number]

export function ZoomChoice({ zoom, onZoom }: { readonly zoom: Zoom; readonly onZoom: (zoom: Zoom) => void }) {
  const say = useTexts(attachmentTexts)
  return (
    <Segmented
      label={say('zoom')}
      value={zoom}
      choices={ZOOMS.map((value) => ({ value, label: value === '1' ? say('fits') : `${value}×` }))}
      onChange={onZoom}
    />
  )
}
