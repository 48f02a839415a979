// The catalog: what each use case does, asks for and costs; and reviews.
import { opened } from './errors.js'
import { catalogFindGaps, catalogGet, catalogList, catalogReview, catalogReviewEcr, catalogText, reviewText } from './native.js'
import { outputToWire, toLocal } from './shapes.js'

// Which report it is, by what only that one has.
const kindOf = (report) => {
  if ('items' in report) return 'EcrChecklist'
  if ('missing' in report) return 'GapReport'
  return 'ecr' in report ? 'ServiceReview' : 'Review'
}

const text = (report, form) => {
  const kind = kindOf(report)
  return opened(reviewText(kind, JSON.stringify(outputToWire(kind, report)), form))
}

export const catalog = {
  list: () => opened(catalogList()).map((item) => toLocal('CatalogItem', item)),
  get: (name) => toLocal('CatalogEntry', opened(catalogGet(name))),
  markdown: (name) => opened(catalogText(name, 'markdown')),
  html: (name) => opened(catalogText(name, 'html')),
  review: (nameOrText) => toLocal('Review', opened(catalogReview(nameOrText))),
  findGaps: (have) => (Array.isArray(have) ? toLocal('GapReport', opened(catalogFindGaps(have))) : have.findGaps()),
  reviewEcrIntegration: (name) => toLocal('EcrChecklist', opened(catalogReviewEcr(name))),
  reportMarkdown: (report) => text(report, 'markdown'),
  reportHtml: (report) => text(report, 'html'),
}
