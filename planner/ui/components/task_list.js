export default function (component) {
}
