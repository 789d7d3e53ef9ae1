"""One reader for every table: CSV text and workbooks, cells as ids, words and numbers.

`text_file` and `workbook` give lines of text (`xlsx_parts` and `xlsx_sheet` know the workbook's
format), `headings` finds the row of headings, `known_headings` the words meant by them, `table`
holds the rows, `values` says what one cell can mean, and `cells` reads columns. Whatever is wrong
or doubtful is kept in `findings` and said at once.
"""
