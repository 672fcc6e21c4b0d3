"""The pages of one edition: articles that jump from one page to another (下转第三版 … 上接第一版) made whole."""
