/** Pages that other rooms fill. */
export { type ApiDescription, apiIndexPage, apiTagPage } from './api.pages.ts';
