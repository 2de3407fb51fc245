"""Files in and out: the template, the approval form, the reader, the review, the returned copy."""
