// The catalog: what each use case does, asks for and costs.
import { opened } from './errors.js'
import { catalogGet, catalogList, catalogText } from './native.js'
import { toLocal } from './shapes.js'

export const catalog = {
  list: () => opened(catalogList()).map((item) => toLocal('CatalogItem', item)),
  get: (name) => toLocal('CatalogEntry', opened(catalogGet(name))),
  markdown: (name) => opened(catalogText(name, 'markdown')),
  html: (name) => opened(catalogText(name, 'html')),
}
