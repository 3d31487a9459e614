"""What the words of an attribution tell: its kind, how it is quoted, what is done by it, when, where and to whom."""
