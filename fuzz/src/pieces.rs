//! One input that is several: each piece is two bytes of length, the higher first, then so many bytes. The last piece is
//! what is left, so that every input is some pieces.

/// The pieces of an input, in order.
pub(crate) fn pieces(mut data: &[u8]) -> impl Iterator<Item = &[u8]> {
    std::iter::from_fn(move || {
        let (length, rest) = data.split_first_chunk()?;
        let length = usize::from(u16::from_be_bytes(*length)).min(rest.len());
        let (piece, rest) = rest.split_at(length);
        data = rest;
        Some(piece)
    })
}

/// The input that is these pieces. None is longer than two bytes can say.
pub(crate) fn joined<P: AsRef<[u8]>>(pieces: impl IntoIterator<Item = P>) -> Vec<u8> {
    let mut data = Vec::new();
    for piece in pieces {
        let piece = piece.as_ref();
        let length = u16::try_from(piece.len()).unwrap_or(u16::MAX);
        data.extend(length.to_be_bytes());
        data.extend(piece);
    }
    data
}
