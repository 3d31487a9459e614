"""One file a kind of page; each page is a function of the asking and of the fields of its address."""
