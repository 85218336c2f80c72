internal import ETL

extension Field {
    /// What people know the field by: the source's key, or the column's name where there is none.
    var key: String { origin ?? name }
}
