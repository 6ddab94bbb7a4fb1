//! Spans are never broken, whatever the text.
