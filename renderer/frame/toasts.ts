/** The one toaster of the window: `useToastController(toasterId)`. */
export const toasterId = 'causeway';
