// Creates the account of Formwork's services, which has rights on their own database only. The image
// runs this once, when it creates the database.
db.getSiblingDB("formwork").createUser({
  user: "formwork",
  pwd: process.env.MONGODB_PASSWORD,
  roles: [{ role: "readWrite", db: "formwork" }],
});
