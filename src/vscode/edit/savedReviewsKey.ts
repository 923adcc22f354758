/** Where reviews are kept across a reload. In a file of its own, so that the entry file stays small. */
export const savedReviewsKey = 'inkling.reviews';
